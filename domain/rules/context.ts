import type { Policy } from '../policy/policy.ts';
import type { CampaignFacts } from './facts/campaign.ts';
import type { ContentFacts } from './facts/content.ts';
import type { ServiceCasesFacts } from './facts/service-cases.ts';
import type { BuyerFacts } from './facts/buyer.ts';
import type { AlertFacts } from './facts/alert.ts';
import type { HourFacts } from './facts/hour.ts';
import type { InvitationFacts } from './facts/invitation.ts';
import type { OrderFacts } from './facts/order.ts';
import type { OfferFacts } from './facts/offers.ts';
import type { DeliverabilityFacts } from './facts/deliverability.ts';
import type { ConfirmationFacts } from './facts/confirmation.ts';
import type { PersonFacts } from './facts/person.ts';
import type { ProductsFacts } from './facts/products.ts';
import type { ProposalsFacts } from './facts/proposals.ts';
import type { PressureFacts } from './facts/pressure.ts';
import type { RecipientFacts } from './facts/recipient.ts';
import type { SmsFacts } from './facts/sms.ts';
import type { StepFacts } from './facts/step.ts';
import type { SwitchFacts } from './facts/switches.ts';
import type { WantedFacts } from './facts/wanted.ts';
import type { WhatsappFacts } from './facts/whatsapp.ts';

/**
 * Everything that the gate decides from, read under the customer's lock and stored with the decision: the same
 * facts under another policy tell what that policy would have done. Instants in the store's time; ids and numbers
 * only, nothing personal.
 */
export type RuleContext = Facts & {
  /** The store's rules in force at `now`. */
  readonly policy: Policy;
};

/** The facts alone: one file in `facts/` a subject. */
export type Facts = StepFacts &
  WantedFacts &
  BuyerFacts &
  PersonFacts &
  RecipientFacts &
  ProductsFacts &
  ProposalsFacts &
  OrderFacts &
  CampaignFacts &
  ContentFacts &
  ServiceCasesFacts &
  AlertFacts &
  InvitationFacts &
  HourFacts &
  SwitchFacts &
  PressureFacts &
  SmsFacts &
  WhatsappFacts &
  OfferFacts &
  ConfirmationFacts &
  DeliverabilityFacts;

import type { GateFacts } from '../../../db/facts/read-facts.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import { chooseProducts } from '../../../domain/products/choose.ts';
import { nextTier } from '../../../domain/loyalty/next-tier.ts';
import { nextQuestion } from '../../../domain/profiling/questions.ts';
import { daysAfter } from '../../../domain/time/days.ts';
import type { Instant, Millis } from '../../../domain/time/instant.ts';
import type { Lease } from '../../../db/offers/lease.ts';
import type { Moment } from '../../../domain/season/campaign.ts';
import type { Locale } from '../../../domain/templates.ts';
import { cartView, offerView, soldOutView } from '../../templates/cart/from-facts.ts';
import { restoreUrl } from '../../templates/cart/restore-url.ts';
import { confirmView } from '../../templates/consent/from-facts.ts';
import { campaignView } from '../../templates/season/from-plan.ts';
import { themeView } from '../../templates/frame/theme.ts';
import { type ApprovedTemplate, approvedFor } from '../../../domain/policy/whatsapp.ts';
import type { Missing } from '../../templates/language.ts';
import type { CampaignView, SmsTerms, TemplateViews } from '../../templates/view.ts';
import { alertView } from './alert-view.ts';
import { senderOf } from './headers.ts';
import { proposeProducts } from '../../../domain/products/propose.ts';
import { isLetter } from '../../../domain/template-needs.ts';
import { letterView } from '../../templates/letter/from-facts.ts';
import { consent } from '../../../domain/rules/person/consent.ts';
import { suppression } from '../../../domain/rules/person/suppression.ts';
import { ruleContext } from '../context/rule-context.ts';
import { contentSeen } from '../context/content-seen.ts';
import { proposalsSeen } from '../context/proposals-seen.ts';
import { productsSeen } from '../context/products-seen.ts';

type Template = DeliverInput['template'];

/** Everything that a message is rendered from and addressed with; equal inputs give equal bytes. */
export interface RenderInputs<Id extends Template = Template> {
  readonly template: Id;
  readonly locale: Locale;
  readonly view: TemplateViews[Id];
  readonly from: string;
  readonly to: string;
  /** Present: it is a text message. */
  readonly sms?: SmsTerms;
  /** Present: it is a WhatsApp message, in these words. */
  readonly whatsapp?: ApprovedTemplate;
  /** What it says in another language, for want of a translation (R232). */
  readonly untranslated: readonly string[];
}

type Shown = Omit<RenderInputs, 'sms' | 'whatsapp' | 'untranslated'>;

/** What a message is made with, besides the facts. */
interface Made {
  readonly unsubscribeUrl: string;
  readonly now: Millis;
  /** Of its offer. */
  readonly code?: Lease | undefined;
}

/** The inputs of the message; undefined when the facts do not allow one (a rule then says why). */
export const renderInputs = (input: DeliverInput, facts: GateFacts, made: Made): RenderInputs | undefined => {
  const missing: Missing = [];
  const shown = shownIn(input, facts, made, missing);
  if (!shown) return undefined;
  const whatsapp = input.channel === 'whatsapp' && approvedFor(facts.policy.policy.whatsapp, shown);
  if (input.channel === 'whatsapp' && !whatsapp) return undefined;
  const theme = themeView(facts.policy.policy.theme, shown.locale, missing);
  return {
    ...shown,
    view: { ...shown.view, theme },
    ...(input.channel === 'sms' && { sms: smsTerms(input, facts) }),
    ...(whatsapp && { whatsapp }),
    untranslated: [...new Set(missing)].slice(0, mostUntranslated),
  };
};

/** As many tell what is wrong. */
const mostUntranslated = 20;

const smsTerms = ({ purpose }: DeliverInput, { policy }: GateFacts): SmsTerms => {
  const { mostSegments, stopNumber } = policy.policy.sms;
  return { mostSegments, ...(purpose === 'marketing' && { wayOut: { number: stopNumber } }) };
};

/** Whether it may speak of more than the customer's own order: as marketing may, to the same people (R27). */
const mayPromote = (input: DeliverInput, facts: GateFacts, now: Millis): boolean => {
  if (input.purpose === 'marketing') return true;
  // By WhatsApp what was read is their agreement to messages about orders.
  if (input.channel === 'whatsapp') return false;
  const asMarketing = ruleContext({ ...input, purpose: 'marketing' }, facts, now);
  return [consent, suppression].every((rule) => rule.judge(asMarketing).says === 'pass');
};

/** Where the storefront fills the cart again, as the store's policy writes it. */
const restoreUrlOf = ({ cart, products, policy }: GateFacts): string | undefined =>
  cart && restoreUrl(policy.policy.links.cart, cart, new Map(products.map(({ id, externalId }) => [id, externalId])));

/** Of something that is used up: by when it will be, counted from the order. */
const usedUpAt = ({ props: { lastsDays } }: DeliverInput, { run }: GateFacts): Instant | undefined =>
  lastsDays === undefined ? undefined : daysAfter(run.touchedAt.toISOString(), lastsDays);

/** Of a member, what is missing to the next tier, where the store's bounds tell. */
const tierAbove = ({ account, paid, policy, store }: GateFacts) => {
  const next = account && nextTier(policy.policy.signals.tiers, { ...account, paid });
  if (!next) return undefined;
  const { tier, missing, by } = next;
  return by === 'points' ? { tier, points: missing } : { tier, amount: { amount: missing, currency: store.currency } };
};

/** Undefined: the campaign is not (any more), or has no such moment; a rule says so. */
const campaignShown = ({ props }: DeliverInput, facts: GateFacts, locale: Locale): CampaignView | undefined => {
  const moment = props['moment'] as Moment;
  return facts.campaign?.state === 'planned'
    ? campaignView(facts.campaign.plan, moment, { zone: facts.store.timezone, locale })
    : undefined;
};

const shownIn = (
  input: DeliverInput,
  facts: GateFacts,
  { unsubscribeUrl, now, code }: Made,
  missing: Missing,
): Shown | undefined => {
  const to = facts.addresses[0]?.value;
  const locale = facts.customer.locale ?? facts.store.locale;
  const from = senderOf(facts, input.purpose);
  if (input.template === 'consent/confirm') {
    const view = confirmView(facts, unsubscribeUrl);
    return to && view ? { template: input.template, view, locale, from, to } : undefined;
  }
  if (isLetter(input.template)) {
    if (contentSeen(input, facts, now).content?.lacks) return undefined;
    const proposals = proposalsSeen(input, facts);
    const campaign = campaignShown(input, facts, locale);
    if (input.props['campaignId'] !== undefined && !campaign) return undefined;
    const view = letterView(
      { ...facts, brand: facts.policy.policy.brand },
      {
        locale,
        shown:
          // The very product that it is about is the message, and promotes nothing.
          proposals && (proposals.from === 'same' || mayPromote(input, facts, now))
            ? proposeProducts(proposals, facts.policy.policy.products, now).shown
            : [],
        offer: code && offerView(code, facts.store.currency),
        campaign,
        alert: alertView(input, facts),
        usedUpAt: usedUpAt(input, facts),
        above: tierAbove(facts),
        asks: facts.profile && nextQuestion(facts.profile),
        ...(input.purpose === 'marketing' && { unsubscribeUrl }),
        missing,
      },
    );
    return to ? { template: input.template, view, locale, from, to } : undefined;
  }
  const products = productsSeen(facts);
  const choice = products && chooseProducts(products, facts.policy.policy.products, now);
  const cart =
    choice &&
    cartView(
      { ...facts, restoreUrl: restoreUrlOf(facts), answers: facts.policy.policy.brand.answers },
      choice,
      locale,
      unsubscribeUrl,
      missing,
    );
  const common = { locale, from };
  if (to && choice && !cart && input.fallback) {
    const view = soldOutView(facts, choice, locale, unsubscribeUrl, missing);
    return view && { template: input.fallback, view, to, ...common };
  }
  if (!to || !cart) return undefined;
  switch (input.template) {
    case 'cart/reminder':
    case 'cart/reassurance':
    case 'cart/sold-out':
      return { template: input.template, view: cart, to, ...common };
    case 'cart/offer': {
      const offer = code && offerView(code, facts.store.currency);
      return { template: input.template, view: { ...cart, ...(offer && { offer }) }, to, ...common };
    }
    default:
      return input.template satisfies never;
  }
};

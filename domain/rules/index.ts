import { holdout } from './holdout/holdout.ts';
import { brake } from './deliverability/brake.ts';
import { ramp } from './deliverability/ramp.ts';
import { volume } from './deliverability/volume.ts';
import { sunset } from './deliverability/sunset.ts';
import { offer } from './offers/offer.ts';
import { bestHour } from './hours/best-hour.ts';
import { quietHours } from './hours/quiet-hours.ts';
import { address } from './person/address.ts';
import { consent } from './person/consent.ts';
import { erased } from './person/erased.ts';
import { lastContact } from './person/last-contact.ts';
import { restored } from './person/restored.ts';
import { suppression } from './person/suppression.ts';
import { freshProducts } from './products/fresh-products.ts';
import { inStock } from './products/in-stock.ts';
import { content } from './wanted/content.ts';
import { serviceCase } from './pressure/service-case.ts';
import { proposals } from './products/proposals.ts';
import { somethingToShow } from './products/something-to-show.ts';
import { caps } from './pressure/caps.ts';
import { exclusivity } from './pressure/exclusivity.ts';
import { journeysADay } from './pressure/journeys-a-day.ts';
import { newsletterPause } from './pressure/newsletter-pause.ts';
import { reservedForHigher } from './pressure/reserved-for-higher.ts';
import type { AnyRule } from './rule.ts';
import { smsBudget } from './sms/budget.ts';
import { smsWorth } from './sms/worth.ts';
import { paused } from './switches/paused.ts';
import { sendingMode } from './switches/sending-mode.ts';
import { shadow } from './switches/shadow.ts';
import { audience } from './wanted/audience.ts';
import { campaignMoment } from './wanted/campaign-moment.ts';
import { confirmation } from './wanted/confirmation.ts';
import { delayStands } from './wanted/delay-stands.ts';
import { invitation } from './wanted/invitation.ts';
import { newerCart } from './wanted/newer-cart.ts';
import { notDue } from './wanted/not-due.ts';
import { orderStands } from './wanted/order-stands.ts';
import { alertStands } from './wanted/alert-stands.ts';
import { recentBuyer } from './wanted/recent-buyer.ts';
import { stillWanted } from './wanted/still-wanted.ts';
import { tooOld } from './wanted/too-old.ts';
import { touched } from './wanted/touched.ts';
import { approvedWords } from './whatsapp/approved.ts';

/**
 * The rules of the gate, in order: the first one that refuses gives the reason. What both arms of a holdout share
 * comes before it, everything else after, so that the arms can be compared.
 */
export const rules: readonly AnyRule[] = [
  // Still wanted
  notDue,
  stillWanted,
  touched,
  newerCart,
  campaignMoment,
  tooOld,
  confirmation,
  orderStands,
  delayStands,
  content,
  alertStands,
  invitation,
  audience,
  recentBuyer,
  // The person
  erased,
  consent,
  lastContact,
  suppression,
  restored,
  address,
  // Switches
  sendingMode,
  paused,
  // Holdout
  holdout,
  // Products
  somethingToShow,
  freshProducts,
  inStock,
  proposals,
  // Whether the channel has words for it and is worth it: before what only waits, so that another one is not asked hours later
  approvedWords,
  smsWorth,
  // Hours
  bestHour,
  quietHours,
  // Ranks and caps
  newsletterPause,
  serviceCase,
  exclusivity,
  journeysADay,
  caps,
  reservedForHigher,
  // Channels that cost
  smsBudget,
  // Offers
  offer,
  // Deliverability
  sunset,
  brake,
  volume,
  ramp,
  // What would go out now
  shadow,
];

import type { z } from 'zod';
import type { Policy, PolicySection } from '../../domain/policy/policy.ts';
import { audiences } from './audiences.ts';
import { consent } from './consent.ts';
import { coverage } from './coverage.ts';
import { deliverability } from './deliverability.ts';
import { products } from './products.ts';
import { crossSell } from './cross-sell.ts';
import { delivery } from './delivery.ts';
import { serviceCases } from './service-cases.ts';
import { freshness } from './freshness.ts';
import { holdout } from './holdout.ts';
import { shop } from './shop.ts';
import { brand } from './brand.ts';
import { theme } from './theme.ts';
import { links } from './links.ts';
import { cadences } from './cadences.ts';
import { intents } from './intents.ts';
import { alerts } from './alerts.ts';
import { caps } from './caps.ts';
import { exclusivity } from './exclusivity.ts';
import { ranks } from './ranks.ts';
import { offers } from './offers.ts';
import { quietHours } from './quiet-hours.ts';
import { doubleOptIn } from './double-opt-in.ts';
import { recentBuyers } from './recent-buyers.ts';
import { sms } from './sms.ts';
import { smsReplies } from './sms-replies.ts';
import { scores } from './scores.ts';
import { segments } from './segments.ts';
import { signals } from './signals.ts';
import { value } from './value.ts';
import { whatsapp } from './whatsapp.ts';

/**
 * What may be saved of each section, in the order in which they are shown: one file a section, whose title and
 * descriptions are what people read. A section without a schema does not compile.
 */
export const policySchemas = {
  value,
  scores,
  segments,
  signals,
  audiences,
  coverage,
  freshness,
  recentBuyers,
  consent,
  doubleOptIn,
  products,
  holdout,
  crossSell,
  delivery,
  serviceCases,
  shop,
  brand,
  theme,
  links,
  cadences,
  intents,
  alerts,
  caps,
  ranks,
  exclusivity,
  offers,
  quietHours,
  sms,
  smsReplies,
  whatsapp,
  deliverability,
} satisfies {
  [Section in PolicySection]: z.ZodType<Policy[Section]>;
};

/** Every section, in the order in which they are shown. */
export const policySections = Object.keys(policySchemas) as readonly PolicySection[];

export const isPolicySection = (name: unknown): name is PolicySection =>
  typeof name === 'string' && Object.hasOwn(policySchemas, name);

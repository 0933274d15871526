import { randomUUID } from 'node:crypto';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import type { FactsRequest } from '../../../db/facts/request.ts';
import type { Moment } from '../../../domain/season/campaign.ts';
import type { AlertId, CampaignId, CartId, CustomerId, OrderId, ParcelId, ProductId } from '../../../domain/ids.ts';
import { gmailClipBytes } from '../../../domain/deliverability/clip.ts';
import { webHost } from '../../../db/facts/web-host.ts';
import type { ShortLink } from '../../../db/links/short-links.ts';
import { messageId } from '../../../db/ids.ts';
import { type DeliverInput, idempotencyKey } from '../../../domain/delivery.ts';
import { needsOf } from '../../../domain/template-needs.ts';
import type { Channel, Purpose } from '../../../domain/journey.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import { firstRefusal, isShadow, judge, type Judgement } from '../../../domain/rules/judge.ts';
import { type SmsFlaw, smsFlaws } from '../../templates/sms/flaws.ts';
import type { RenderedMessage } from '../../templates/view.ts';
import { fillTemplate } from '../../templates/whatsapp/fill.ts';
import { whatsappValuesOf } from '../../templates/whatsapp/values.ts';
import { type Admission, admit } from './admit.ts';
import { ruleContext } from '../context/rule-context.ts';
import type { GateDeps } from '../deps.ts';
import { stepReads } from '../step-reads.ts';
import { findOffer, type OfferInHand } from './find-offer.ts';
import { senderOf } from '../message/headers.ts';
import { type Lead, leadLinks } from '../message/lead.ts';
import { linkHosts } from '../message/link-hosts.ts';
import { wrongLinks } from '../message/links.ts';
import { tellUntranslated } from '../message/untranslated.ts';
import { type RenderInputs, renderInputs } from '../message/view.ts';

/** Why there is nothing to send: the template broke, what it made has a link that may not leave, is too large, or has a gap. */
export type NotSendable = 'render' | 'wrong_link' | 'too_large' | 'too_long' | 'no_way_out' | 'missing_value';

/** What was made ready without any lock; the decision checks that it still holds. */
export interface Prepared {
  readonly customer: CustomerId;
  readonly linkToken: string;
  /** What was rendered and from what; absent when a rule refused already or there was nothing to render. */
  readonly message?: {
    readonly fingerprint: string;
    readonly body: RenderedMessage | NotSendable;
    /** Kept with its claim. */
    readonly short: readonly ShortLink[];
  };
  /** Whether the provider may be called; absent when there is nothing to call it for. */
  readonly admission?: Admission;
  /** What was found of the offer that the step names. */
  readonly offer?: OfferInHand;
  /** What the rules said, and of what; absent when they were not asked. */
  readonly judged?: Judged;
}

/** What the rules said of facts at an instant, before an offer was looked for or a text message made. */
export interface Judged {
  readonly facts: GateFacts;
  readonly now: Millis;
  readonly context: RuleContext;
  readonly judgement: Judgement;
}

/** The facts that one step needs. */
export const factsOf = (input: DeliverInput, now: Millis) => ({
  run: input.run,
  journey: input.journey,
  step: input.step,
  now: new Date(now),
  channel: input.channel,
  purpose: input.purpose,
  ...(input.props['cartId'] !== undefined && { cart: input.props['cartId'] as CartId }),
  ...(input.props['offer'] !== undefined && {
    offer: { asked: input.props['offer'], message: messageId(idempotencyKey(input)) },
  }),
  ...(input.props['campaignId'] !== undefined && {
    campaign: { id: input.props['campaignId'] as CampaignId, moment: input.props['moment'] as Moment },
  }),
  ...(input.hour && { bestHour: true as const }),
  ...(input.template === 'consent/confirm' && { confirmation: true }),
  ...shownOf(input),
});

/** What the template shows besides words, of what the run is about. */
const shownOf = ({
  template,
  props,
}: DeliverInput): Pick<
  FactsRequest,
  'order' | 'parcel' | 'alert' | 'proposals' | 'membership' | 'loyalty' | 'tiers' | 'question' | 'guideOf' | 'handover'
> => {
  const needs = needsOf(template);
  const { orderId, parcelId, alertId, productId, interestId } = props;
  return {
    ...(needs?.order && orderId !== undefined && { order: orderId as OrderId }),
    ...(needs?.invitesTo === 'loyalty' && { membership: true as const }),
    ...(needs?.parcel && parcelId !== undefined && { parcel: parcelId as ParcelId }),
    ...(needs?.alert && alertId !== undefined && { alert: alertId as AlertId }),
    ...(needs?.proposals && {
      proposals: {
        from: needs.proposals,
        ...(productId !== undefined && { product: productId }),
        ...(interestId !== undefined && { interest: interestId }),
      },
    }),
    ...(needs?.loyalty && { loyalty: true }),
    ...(needs?.loyalty === 'member' && { tiers: true as const }),
    ...(needs?.question && { question: true as const }),
    ...(needs?.guide && productId !== undefined && { guideOf: productId as ProductId }),
    ...(needs?.handover && orderId !== undefined && { handover: orderId as OrderId }),
  };
};

export const unsubscribeUrl = (deps: Pick<GateDeps, 'publicUrl'>, linkToken: string): string =>
  `${deps.publicUrl}/u/${linkToken}`;

/** What the message is made from, as one comparable text. */
export const fingerprint = (deps: GateDeps, facts: GateFacts, inputs: RenderInputs): string =>
  JSON.stringify({ inputs, hosts: linkHosts(deps, facts), links: facts.policy.policy.links });

/** Reads and renders without a lock: rendering may take long. Undefined when the run does not exist. */
export const prepare = async (deps: GateDeps, input: DeliverInput): Promise<Prepared | undefined> => {
  const now = deps.clock.now();
  const provider = deps.providers[input.channel];
  const { reads = stepReads } = deps;
  // In a transaction they share one connection: each alone would wait behind whatever another one waits for.
  const [facts, row] = await deps.db.transaction(async (transaction) =>
    Promise.all([
      reads.facts(transaction, {
        ...factsOf(input, now),
        ...(provider && { provider: provider.name }),
      }),
      reads.step(transaction, input),
    ]),
  );
  if (!facts) return undefined;
  const known = { customer: facts.run.customerId, linkToken: row?.linkToken ?? randomUUID() };
  const mayCall = async () =>
    provider && admit(deps, provider, { from: senderOf(facts, input.purpose), purpose: input.purpose });
  if (row && row.state !== 'planned') {
    const admission = row.state === 'claimed' && provider?.supportsKey ? await mayCall() : undefined;
    return { ...known, ...(admission && { admission }) };
  }
  const context = ruleContext(input, facts, now, deps.demoClock);
  const judgement = judge(context, deps.rules);
  const prepared = { ...known, judged: { facts, now, context, judgement } };
  const refusal = firstRefusal(judgement);
  if (refusal && !isShadow(refusal)) return prepared;
  const made = { unsubscribeUrl: unsubscribeUrl(deps, prepared.linkToken), now };
  const plain = renderInputs(input, facts, made);
  if (!plain) return prepared;
  const admission = refusal ? undefined : await mayCall();
  if (admission?.hold) return { ...prepared, admission };
  // Last of all: a message that is not sent now takes no code.
  const offer = await findOffer(deps, input, facts, { now, isSample: refusal !== undefined });
  const code = offer?.lease;
  const inputs = code ? renderInputs(input, facts, { ...made, code })! : plain;
  tellUntranslated(deps, input.store, inputs);
  const lead = leadLinks(deps, input, facts, {
    message: row?.id ?? messageId(idempotencyKey(input)),
    cartUrl: 'cart' in inputs.view ? inputs.view.cart.url : undefined,
  });
  const body = await rendered(deps, inputs, {
    hosts: linkHosts(deps, facts),
    purpose: input.purpose,
    channel: input.channel,
    lead,
  });
  return {
    ...prepared,
    message: {
      fingerprint: fingerprint(deps, facts, inputs),
      body,
      short: typeof body === 'string' ? [] : lead.shortIn(body.text),
    },
    ...(admission && { admission }),
    ...(offer && { offer }),
  };
};

/** A message as it would be given to the provider, or why it may not be. */
export const rendered = async (
  { render, logger }: Pick<GateDeps, 'render' | 'logger'>,
  { template, locale, view, sms, whatsapp }: RenderInputs,
  {
    hosts,
    purpose,
    channel,
    lead,
  }: {
    readonly hosts: readonly string[];
    readonly purpose: Purpose;
    readonly channel: Channel;
    readonly lead: Pick<Lead, 'link'>;
  },
): Promise<RenderedMessage | NotSendable> => {
  const made = async () =>
    whatsapp
      ? fillTemplate(whatsapp, whatsappValuesOf(template, locale, view, lead.link), purpose)
      : render(template, locale, view, sms, lead.link);
  const body = await made().catch((error: unknown) => {
    // The error may quote what it rendered: only its name is logged.
    logger.error({ template, error: (error as Error).name }, 'template could not be rendered');
    return 'render' as const;
  });
  if (typeof body === 'string') {
    // Of one customer something is not known; anything else is wrong for all of them.
    if (body !== 'missing_value')
      logger.error({ template, flaw: body, alert: true }, 'a WhatsApp message cannot go so');
    return body;
  }
  if ((channel === 'email' && body.subject.trim() === '') || body.text.trim() === '') {
    logger.error({ template }, 'template made a message without a subject or without a text');
    return 'render';
  }
  const flaw = sms && smsFlaws(body.text, view.shop.name, sms).find(isNotSendable);
  if (flaw) {
    logger.error({ template, flaw, alert: true }, 'a text message is too long, or without its way out');
    return flaw;
  }
  const bytes = Buffer.byteLength(body.html);
  // Cut off it has no way out; what concerns an order is better cut off than not sent.
  if (purpose === 'marketing' && bytes > gmailClipBytes) {
    logger.error({ template, bytes, alert: true }, 'a message is too large: Gmail would cut it off');
    return 'too_large';
  }
  const wrong = wrongLinks(body, hosts);
  if (wrong.length === 0) return body;
  // A link may hold a cart's secret: only where it leads is logged.
  logger.error({ template, hosts: [...new Set(wrong.map(webHost))], alert: true }, 'a link leads outside of the store');
  return 'wrong_link';
};

/** The rest is a matter of style: a test finds it in every template. */
const isNotSendable = (flaw: SmsFlaw): flaw is SmsFlaw & NotSendable => flaw === 'too_long' || flaw === 'no_way_out';

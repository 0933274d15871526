import { z } from 'zod';
import { templateIds } from '../../activities/templates/index.ts';
import { smsTemplateIds } from '../../activities/templates/sms/index.ts';
import type { Queries } from '../../db/client.ts';
import { readArmsOf } from '../../db/experiments/assignments.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { type Channel, type Experiment, type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { JourneyMessage } from '../../domain/journey-message.ts';
import { pick, splitSeed } from '../../domain/split.ts';
import type { TemplateId } from '../../domain/templates.ts';
import { type Flaw, flawsOf } from '../events/flaw.ts';
import { channel } from '../policies/fields.ts';
import type { SentMessage } from './sent-message.ts';
import { sentMessages } from './sent-messages.ts';
import { triggerIds } from './trigger-ids.ts';

/** A message that somebody asks about, before it is known as whom. */
export interface AskedMessage {
  readonly spec: JourneySpec;
  readonly message: JourneyMessage;
  /** The offers of which the customer's arm tells one; none where one was named. */
  readonly offers: readonly string[];
}

interface Given {
  readonly journey: string;
  /** The template, and which send of it: absent, the next one. */
  readonly template: readonly [TemplateId, number?];
  readonly channel?: Channel | undefined;
  readonly offer?: string | undefined;
}

const wanted = 'write a template, such as cart/reminder, or one of several sends of it, such as cart/reminder#2';

/** `cart/reminder`, or `cart/reminder#2`. */
const template = z.string(wanted).transform((given, context): readonly [TemplateId, number?] => {
  const [, name, nth] = /^([^#]+)(?:#([1-9]\d?))?$/u.exec(given) ?? [];
  const id = templateIds.find((one) => one === name);
  if (id !== undefined) return nth === undefined ? [id] : [id, Number(nth)];
  context.addIssue({ code: 'custom', message: wanted });
  return z.NEVER;
});

/** How a message is named: without a channel, by the first that its journey sends it by. */
export const messageFields = (specs: readonly JourneySpec[]) => {
  const names = specs.map(({ name }) => name);
  return {
    journey: z.enum(names as [string, ...string[]], `write one of ${names.join(', ')}`),
    template,
    channel: channel.optional(),
    offer: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/u, 'write the name of an offer')
      .optional(),
  };
};

/** A custom check of a schema that has `messageFields`: the message, or a flaw that says what there is to ask about. */
export const toAskedMessage = (
  specs: readonly JourneySpec[],
  given: Given,
  context: z.RefinementCtx<Given>,
): AskedMessage => {
  const asked = askedOf(specs, given);
  if (!('field' in asked)) return asked;
  context.addIssue({ code: 'custom', path: [asked.field], message: asked.problem });
  return z.NEVER;
};

type Reading =
  | { readonly ok: true; readonly asked: AskedMessage }
  | { readonly ok: false; readonly flaws: readonly Flaw[] };

/** Which message a query asks about. */
export const readAskedMessage = (given: Readonly<Record<string, unknown>>, specs: readonly JourneySpec[]): Reading => {
  const query = z
    .strictObject(messageFields(specs))
    .transform((read, context) => toAskedMessage(specs, read, context as z.RefinementCtx<Given>));
  const read = query.safeParse(given);
  return read.success ? { ok: true, asked: read.data } : { ok: false, flaws: flawsOf(read.error) };
};

const askedOf = (specs: readonly JourneySpec[], given: Given): AskedMessage | Flaw => {
  const { journey, offer } = given;
  const [template, nth] = given.template;
  const spec = specs.find(({ name }) => name === journey)!;
  const all = sentMessages.filter((one) => one.journey === journey);
  const sent = all.filter((one) => one.template === template && one.nth === undefined);
  if (all.length > 0 && sent.length === 0) {
    const templates = [...new Set(all.map((one) => one.template))];
    return { field: 'template', problem: `${journey} does not send it; it sends ${templates.join(', ')}` };
  }
  const to = given.channel ?? sent[0]?.channel ?? 'email';
  if (to !== 'email' && !(smsTemplateIds as readonly string[]).includes(template)) {
    return { field: 'channel', problem: 'the template has no words for a text message' };
  }
  // A channel that the journey does not use may be tried out all the same.
  const known = sent.find((one) => one.channel === to) ?? sent[0];
  const offers = known?.offers?.split(' ') ?? [];
  const [only] = offers.length === 1 ? offers : [];
  const named = offer ?? only;
  const [trigger] = triggersOf(spec);
  const later = all.filter((one) => one.template === template && one.channel === known?.channel && one.nth);
  const also = { ...(named !== undefined && { offer: named }) };
  return {
    spec,
    offers: named === undefined ? offers : [],
    message: {
      journey,
      channel: to,
      template,
      purpose: known?.purpose ?? spec.purpose,
      rank: spec.rank,
      ...(known?.channel === to && known.next && { next: known.next }),
      ...(known?.fallback && to === 'email' && { fallback: known.fallback }),
      expires: known?.expires ?? spec.expires,
      ...(spec.idle && { idle: spec.idle }),
      props: { ...known?.props, ...also },
      ...(nth !== undefined && { nth }),
      ...(later.length > 0 && { later: laterProps(later).map((props) => ({ ...props, ...also })) }),
      trigger: trigger!,
      ids: triggerIds(trigger!),
    },
  };
};

/** From the second send on, each as the one before it where nothing else is known. */
const laterProps = (later: readonly SentMessage[]): readonly Readonly<Record<string, string>>[] =>
  Array.from(
    { length: Math.max(...later.map(({ nth }) => nth!)) - 1 },
    (_, index) => later.findLast(({ nth }) => nth! <= index + 2)?.props ?? {},
  );

/** The message as one customer is asked about: of several offers it names the one of their arm, drawn where nobody has yet. */
export const forCustomer = async (
  queries: Queries,
  { spec, message, offers }: AskedMessage,
  { store, customer }: { readonly store: StoreId; readonly customer: CustomerId },
): Promise<JourneyMessage> => {
  if (offers.length === 0) return message;
  const drawn = spec.experiments?.find(({ arms }) => offers.every((offer) => Object.hasOwn(arms, offer)));
  const offer = drawn
    ? await armOf(queries, drawn, { store, customer, journey: spec.name })
    : offers.find((one) => one !== 'none');
  return offer === undefined ? message : { ...message, props: { ...message.props, offer } };
};

const armOf = async (
  queries: Queries,
  { name, arms }: Experiment,
  of: { readonly store: StoreId; readonly customer: CustomerId; readonly journey: string },
): Promise<string> => {
  const assigned = (await readArmsOf(queries, of))[name];
  return assigned !== undefined && Object.hasOwn(arms, assigned) ? assigned : pick(splitSeed({ ...of, name }), arms);
};

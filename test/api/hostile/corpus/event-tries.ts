import { type Arbitrary, oneof, sample } from 'fast-check';
import type { JsonSchema } from '../../../../api/docs/event-schemas.ts';
import { noon } from '../../intake-server.ts';
import { arbitraryOf } from './from-schema.ts';
import { rawText } from './hostile-values.ts';
import { damaged, mutated } from './mutations.ts';
import type { Try } from './send.ts';

/** What the api says of itself at `/openapi.json`. */
export interface Description {
  readonly paths: Readonly<Record<string, unknown>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** The event types that the description knows, with their schemas. */
export const eventSchemas = ({ components }: Description): readonly JsonSchema[] => {
  const { Event } = components.schemas;
  return (Event!.oneOf as readonly { readonly $ref: string }[]).map(
    ({ $ref }) => components.schemas[$ref.split('/').at(-1)!]!,
  );
};

/** How many of each kind, for one event type. */
export interface Share {
  readonly valid: number;
  readonly mutated: number;
  readonly damaged: number;
}

/** Tries of `POST /v1/events` for one event type: as described, with one thing wrong, with damaged bytes. */
export const eventTries = (
  schema: JsonSchema,
  headers: Readonly<Record<string, string>>,
  share: Share,
  seed: number,
): readonly Try[] => {
  const type = String((schema.properties!['type'] as JsonSchema).const);
  const valid = arbitraryOf(schema) as Arbitrary<object>;
  let count = 0;
  const named = (event: unknown): unknown =>
    typeof event === 'object' && event !== null && 'id' in event ? { ...event, id: `${type}-${(count += 1)}` } : event;
  const of = (from: string, body: Buffer | string): Try => ({
    from: `${from} ${type}`,
    method: 'POST',
    path: '/v1/events',
    headers,
    body,
  });
  const skeletons = sample(valid.filter(isWhole), { seed, numRuns: 12 }).map(named);
  const wrong = oneof(...skeletons.map((one) => mutated(one)));
  const broken = oneof(...skeletons.map((one) => damaged(rawText(one))));
  return [
    ...sample(valid, { seed, numRuns: share.valid }).map((one) => of('valid', rawText(named(one)))),
    ...sample(wrong, { seed, numRuns: share.mutated }).map((one) =>
      of('mutated', rawText(hasOwnId(one, skeletons) ? named(one) : one)),
    ),
    ...sample(broken, { seed, numRuns: share.damaged }).map((bytes) => of('damaged', bytes)),
  ];
};

/** Whether the id is still the skeleton's: it gets a new one, or the second would only be in conflict with the first. */
const hasOwnId = (event: unknown, skeletons: readonly unknown[]): boolean =>
  typeof event === 'object' &&
  event !== null &&
  'id' in event &&
  skeletons.some((one) => (one as { readonly id: string }).id === event.id);

/** Names a customer when it must, and a time that has come: what the schema alone does not say. */
const isWhole = (event: object): boolean => {
  const { customer, occurredAt } = event as { readonly customer?: object; readonly occurredAt: string };
  return (customer === undefined || Object.keys(customer).length > 0) && Date.parse(occurredAt) <= noon;
};

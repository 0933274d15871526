import { sampleOfCustomers } from '../../db/coverage/sample.ts';
import { countDefinition } from '../../db/definitions/ask.ts';
import type { Queries } from '../../db/client.ts';
import { bodiesOf, readDefinitions } from '../../db/definitions/definitions.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { Definition } from '../../domain/definitions/definition.ts';
import { definitionSentence } from '../../domain/definitions/sentences/sentence.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Millis } from '../../domain/time/instant.ts';

/** Who a definition is, before anybody relies on it. */
export interface DefinitionPreview {
  readonly sentence: string;
  /** Customers in it; of a large store, about so many. */
  readonly size: number;
  /** Of `size`: how far it may be off, 95 times of 100; 0: it was counted. */
  readonly margin: number;
  /** Of all customers, in percent. */
  readonly share: number;
  /** In what is included, before anybody is left out. */
  readonly included: number;
  /** Of those in it, with an address and an agreement to marketing. */
  readonly reachable: Readonly<Record<Channel, number>>;
  /** Ids of ours, the same ones each time. */
  readonly examples: readonly CustomerId[];
  readonly counted: { readonly seen: number; readonly part: number };
}

/**
 * Counts a definition as of `now`, saved or not, over everybody of a store with up to 20,000 customers; over a part that
 * stands for all, where there are more.
 */
export const previewDefinition = async (
  queries: Queries,
  store: Pick<StoreRow, 'id' | 'currency'>,
  definition: Pick<Definition, 'include' | 'exclude'>,
  now: Millis,
): Promise<DefinitionPreview> => {
  const [others, sample] = await Promise.all([
    readDefinitions(queries, store.id),
    sampleOfCustomers(queries, store.id),
  ]);
  const question = { store: store.id, currency: store.currency, now, others: bodiesOf(others) };
  const found = await countDefinition(queries, definition, question, sample);
  const { part } = sample;
  const { email, sms, whatsapp } = found.reachable;
  const all = (count: number): number => Math.round(count / part);
  const rate = found.seen === 0 ? 0 : found.size / found.seen;
  // Pages of the table are drawn, not customers: neighbours are alike, which doubles the error of so many drawn alone.
  const deviation = 2 * Math.sqrt((rate * (1 - rate)) / Math.max(found.seen, 1));
  return {
    sentence: definitionSentence(definition),
    size: all(found.size),
    margin: part === 1 ? 0 : Math.ceil(1.96 * deviation * all(found.seen)),
    share: Math.round(rate * 1_000) / 10,
    included: all(found.included),
    reachable: { email: all(email), sms: all(sms), whatsapp: all(whatsapp) },
    examples: found.examples,
    counted: { seen: found.seen, part },
  };
};

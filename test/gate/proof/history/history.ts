import type { SendingMode } from '../../../../domain/switches/sending-mode.ts';
import type { PauseRule } from '../../../../domain/switches/pause.ts';
import {
  type House,
  type JourneyName,
  journeyNames,
  type ListName,
  type PlannedPause,
  type PlannedRun,
  type ProductName,
  productNames,
  type Story,
} from '../story/story.ts';
import type { Timeline } from './timeline.ts';

export interface KnownPause extends PlannedPause {
  readonly id: string;
  readonly rule: PauseRule;
  readonly since: number;
  readonly liftedAt?: number;
}

/** What a product costs from an instant on. */
export interface Priced {
  readonly amount: number;
  readonly at: number;
}

export const priceOf = (told: readonly Priced[]): number => told.at(-1)!.amount;

/** The newest act about all of it and about each list; null: there was none. */
export type ConsentActs = Readonly<
  Record<'whole' | ListName, { readonly state: 'granted' | 'withdrawn'; readonly at: number } | null>
>;

export interface KnownCampaign {
  readonly opens: number;
  readonly ends: number;
  readonly calledOff: boolean;
}

/** What stands against an address: against marketing, or against everything. */
export type Against = 'nothing' | 'marketing' | 'everything';

/** All that changes in a story, as it was told: the only thing, beside the story, that the judge knows. Instants in UTC. */
export interface History {
  /** By run. */
  readonly exit: readonly Timeline<string | null>[];
  readonly touched: readonly Timeline<number>[];
  /** By person. */
  readonly cart: readonly Timeline<'open' | 'emptied'>[];
  readonly newerCart: readonly Timeline<boolean>[];
  readonly ordered: readonly Timeline<number | null>[];
  /** The order of before the story. `over`: cancelled, or there never was one. */
  readonly order: readonly Timeline<'stands' | 'late' | 'delivered' | 'over'>[];
  /** Of the loyalty programme. */
  readonly member: readonly Timeline<boolean>[];
  /** What they asked customer service last. */
  readonly question: readonly Timeline<{ readonly openedAt: number; readonly closedAt: number | null } | null>[];
  readonly acted: readonly Timeline<number | null>[];
  /** To marketing by e-mail. */
  readonly consent: readonly Timeline<ConsentActs>[];
  readonly suppressed: readonly Timeline<Against>[];
  /** Of text messages, and what a STOP leaves. */
  readonly textConsent: readonly Timeline<'granted' | 'none'>[];
  readonly stopped: readonly Timeline<boolean>[];
  readonly erased: readonly Timeline<boolean>[];
  readonly allowed: readonly Timeline<boolean>[];
  readonly mode: Readonly<Record<JourneyName | '*', Timeline<SendingMode>>>;
  readonly pauses: Timeline<readonly KnownPause[]>;
  readonly stock: Readonly<Record<ProductName, Timeline<{ readonly units: number; readonly toldAt: number }>>>;
  /** Everything that each ever cost, as far as it is known, the newest last. */
  readonly price: Readonly<Record<ProductName, Timeline<readonly Priced[]>>>;
  readonly campaign: Timeline<KnownCampaign>;
  /** Of every cap; null: as planned. */
  readonly cap: Timeline<number | null>;
  /** Steps whose message came back, with the instant at which the gate was told. */
  readonly bounced: { readonly key: string; readonly at: number }[];
}

const day = 24 * 3_600_000;

/** How long before the beginning the catalogue was told, in milliseconds. */
export const toldBefore = 10 * 3_600_000;
export const firstStock = 9;
export const firstPrice = 2_500;

/** A campaign that opens so many hours after a story begins. */
export const campaignOf = (opens: number, { campaign: { lasts } }: House, start: number): KnownCampaign => ({
  opens: start + opens * 3_600_000,
  ends: start + (opens + lasts) * 3_600_000,
  calledOff: false,
});

const from = <Value>(value: Value): Timeline<Value> => [{ value, began: -2, ended: -1, commit: 0 }];
const ago = (start: number, days: number | null): number | null => (days === null ? null : start - days * day);

/** When the cart of a run was touched last before a story. */
export const firstTouch = ({ dueIn }: PlannedRun, start: number): number => start + Math.min(dueIn - 1, 0) * 3_600_000;

/** How a story begins. */
export const beginHistory = ({ house, people, runs }: Story, start: number): History => {
  const each = <Name extends string, Value>(names: readonly Name[], value: Value) =>
    Object.fromEntries(names.map((name) => [name, from(value)])) as Record<Name, Timeline<Value>>;
  return {
    exit: runs.map(() => from<string | null>(null)),
    touched: runs.map((run) => from(firstTouch(run, start))),
    cart: people.map(() => from<'open' | 'emptied'>('open')),
    newerCart: people.map(() => from(false)),
    ordered: people.map(({ ordered }) => from(ago(start, ordered))),
    order: people.map(({ ordered, orderLate }) =>
      from<'stands' | 'late' | 'delivered' | 'over'>(ordered === null ? 'over' : orderLate ? 'late' : 'stands'),
    ),
    member: people.map(({ member }) => from(member)),
    question: people.map(() => from<{ openedAt: number; closedAt: number | null } | null>(null)),
    acted: people.map(({ clicked, ordered }) => {
      const acts = [clicked, ordered].filter((days) => days !== null);
      return from(ago(start, acts.length > 0 ? Math.min(...acts) : null));
    }),
    consent: people.map(({ consent, knownFor }) => {
      const act = { state: 'granted', at: start - knownFor * day } as const;
      return from<ConsentActs>({
        whole: consent === 'granted' ? act : null,
        newsletter: null,
        advice: consent === 'advice' ? act : null,
      });
    }),
    suppressed: people.map(({ suppressed }) => from<Against>(suppressed ? 'everything' : 'nothing')),
    textConsent: people.map(({ textConsent }) => from(textConsent)),
    stopped: people.map(() => from(false)),
    erased: people.map(() => from(false)),
    allowed: people.map(() => from(false)),
    mode: each<JourneyName | '*', SendingMode>(['*', ...journeyNames], 'on'),
    pauses: from<readonly KnownPause[]>([]),
    stock: each(productNames, { units: firstStock, toldAt: start - toldBefore }),
    price: each(productNames, [{ amount: firstPrice, at: start - house.pricesKnown * day }]),
    campaign: from(campaignOf(house.campaign.opens, house, start)),
    cap: from<number | null>(null),
    bounced: [],
  };
};

import type { Millis } from './time/instant.ts';

/** Why a provider could not deliver: for good, nobody knows, or for now. */
export const bounceKinds = ['permanent', 'undetermined', 'transient'] as const;
export type BounceKind = (typeof bounceKinds)[number];

/** What providers told of the messages to one address. */
export interface AddressEvent {
  readonly at: Millis;
  readonly what: 'delivered' | 'complained' | BounceKind;
}

/** What the events of an address ask for, each since its newest occurrence. */
export interface Suppressed {
  readonly bounced?: { readonly at: Millis };
  readonly complained?: { readonly at: Millis };
  readonly bouncing?: { readonly at: Millis; readonly until: Millis };
}

const month = 30 * 86_400_000;

/**
 * A permanent bounce suppresses at once, an undetermined one the second time; three transient ones in a row for
 * 30 days, four for 60, more for 90; a complaint at once (facts/reliability.md, section 4.2). A function of the
 * set of events: in whatever order they are told, the end is the same.
 */
export const suppressedBy = (events: readonly AddressEvent[]): Suppressed => {
  const sorted = events.toSorted((a, b) => a.at - b.at || (a.what < b.what ? -1 : 1));
  const of = (...kinds: readonly AddressEvent['what'][]) => sorted.filter(({ what }) => kinds.includes(what));
  const bounced = [...of('permanent'), ...of('undetermined').slice(1)].map(({ at }) => at);
  const complained = of('complained').map(({ at }) => at);
  // A complaint says nothing of whether the address works.
  const tries = of('delivered', 'transient');
  const row = tries.slice(tries.findLastIndex(({ what }) => what === 'delivered') + 1);
  const newest = row.at(-1);
  return {
    ...(bounced.length > 0 && { bounced: { at: Math.max(...bounced) } }),
    ...(complained.length > 0 && { complained: { at: Math.max(...complained) } }),
    ...(newest && row.length >= 3 && { bouncing: { at: newest.at, until: newest.at + monthsAfter(row.length) } }),
  };
};

const monthsAfter = (bounces: number): Millis => Math.min(bounces - 2, 3) * month;

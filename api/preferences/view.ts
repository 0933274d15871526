import type { ChannelState } from '../../db/customers/standing.ts';
import { pausedUntil } from '../../db/customers/preferences.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { Channel } from '../../domain/journey.ts';
import { masked } from '../../domain/mask.ts';
import type { ConsentPolicy } from '../../domain/policy/consent.ts';
import { type Choice, choicesOf, type Locked, lockedBy } from '../../domain/preferences.ts';
import type { Locale } from '../../domain/templates.ts';
import { type Done, preferencesCopy, wordingVersion } from './copy.ts';
import { keyOf } from './form.ts';

/** What the page shows, in one language: nothing that the holder of a forwarded message should not see. */
export interface PreferencesView {
  readonly locale: Locale;
  readonly shop: string;
  readonly done?: Done | undefined;
  readonly channels: readonly {
    readonly channel: Channel;
    /** Masked. */
    readonly address: string;
    readonly locked: Locked | undefined;
    readonly boxes: readonly { readonly key: string; readonly words: string; readonly on: boolean }[];
  }[];
  /** The day until which the customer is left alone, as people write it. */
  readonly paused: string | undefined;
}

interface Shown {
  readonly store: StoreRow;
  readonly policy: ConsentPolicy;
  readonly states: readonly ChannelState[];
}

export const preferencesView = ({ store, policy, states }: Shown, locale: Locale, done?: Done): PreferencesView => {
  const until = pausedUntil(states);
  return {
    locale,
    shop: store.name,
    done,
    channels: states.map(({ channel, addresses, standing }) => ({
      channel,
      address: masked(addresses[0]!),
      locked: lockedBy(standing),
      boxes: choicesOf(standing, policy).map((choice) => ({
        key: keyOf(choice),
        words: titleOf(choice, policy, locale),
        on: choice.on,
      })),
    })),
    paused:
      until === undefined
        ? undefined
        : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: store.timezone }).format(until),
  };
};

/** What is on record when a box is ticked. */
export const proofOf =
  (shown: Omit<Shown, 'states'>, locale: Locale) =>
  (choice: Choice): Readonly<Record<string, string>> => ({
    how: 'box ticked',
    wording: wordingOf(choice, shown, locale),
    version: wordingVersion,
    locale,
  });

/** All that the page says about a box: the sentence at its head, the channel, the box. */
const wordingOf = (choice: Choice, { store, policy }: Omit<Shown, 'states'>, locale: Locale): string => {
  const words = preferencesCopy[locale];
  return `${words.intro(store.name)} ${words.channels[choice.channel]}: ${titleOf(choice, policy, locale)}`;
};

const titleOf = ({ list }: Choice, { lists }: ConsentPolicy, locale: Locale): string =>
  lists.find((one) => one.list === list)?.title[locale] ?? preferencesCopy[locale].everything;

import { toInstant } from '../../../domain/time/instant.ts';
import { besideUnsubscribe } from '../frame/links.ts';
import type { ConfirmView } from '../view.ts';

/** What a confirmation is made from, as it is stored. */
export interface ConfirmFacts {
  readonly store: { readonly name: string; readonly url: string; readonly timezone: string };
  readonly confirmation?: { readonly token: string; readonly expiresAt: Date } | undefined;
}

/** The view of a confirmation; undefined when nothing waits for one. It greets nobody: a stranger may have signed up. */
export const confirmView = ({ store, confirmation }: ConfirmFacts, unsubscribeUrl: string): ConfirmView | undefined =>
  confirmation && {
    shop: { name: store.name, url: store.url, timezone: store.timezone },
    customer: {},
    confirmation: {
      url: besideUnsubscribe(unsubscribeUrl, `confirm/${confirmation.token}`),
      validUntil: toInstant(confirmation.expiresAt.getTime()),
    },
  };

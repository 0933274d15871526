import { parseCursor } from '../../db/pages/cursor.ts';
import type { MessageFilter } from '../../db/pages/messages.ts';
import type { StoreId } from '../../domain/ids.ts';
import { type MessageState, sentStates } from '../../domain/message-state.ts';
import type { PageRequest } from './page.ts';

/** What `?state=` may ask for. */
export const messageFilters: Readonly<Record<string, readonly MessageState[]>> = {
  sent: sentStates,
  withheld: ['withheld'],
  waiting: ['planned', 'claimed'],
  failed: ['failed'],
  unknown: ['unknown'],
};

/** The messages of `store` that a query asks for, on the page and in the file made from it. */
export const messageFilterOf = (store: StoreId, query: PageRequest['query']): MessageFilter => {
  const { state = '', reason } = query;
  const states = Object.hasOwn(messageFilters, state) ? messageFilters[state] : undefined;
  const before = parseCursor(query['before']);
  return { store, ...(states && { states }), ...(reason && { reason }), ...(before && { before }) };
};

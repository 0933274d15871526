import { createContext, useContext } from 'react';

/** What every part of a page may need: the store's zone, and where Temporal's UI is. */
export interface ConsoleContext {
  readonly timezone: string;
  /** The store's time. */
  readonly now: Date;
  /** `?store=…` when there are several stores, so that links stay in the one looked at. */
  readonly storeQuery: string;
  readonly temporalUiUrl?: string | undefined;
  readonly namespace: string;
}

const context = createContext<ConsoleContext>({ timezone: 'UTC', now: new Date(0), storeQuery: '', namespace: '' });

export const ConsoleProvider = context.Provider;

export const useConsole = (): ConsoleContext => useContext(context);

import { createContext, useContext } from 'react';
import type { Answered } from '../forms/answered.ts';
import type { Session } from '../sign-in/session.ts';

/** What every part of a page may need: the store's zone, and where Temporal's UI is. */
export interface ConsoleContext {
  readonly timezone: string;
  /** The store's time. */
  readonly now: Date;
  /** `?store=…` when there are several stores, so that links stay in the one looked at. */
  readonly storeQuery: string;
  readonly temporalUiUrl?: string | undefined;
  readonly namespace: string;
  readonly session: Session;
  /** Of the page itself. */
  readonly address: string;
  /** The form that was sent from it, when it is shown again. */
  readonly answered: Answered | undefined;
}

const context = createContext<ConsoleContext | undefined>(undefined);

export const ConsoleProvider = context.Provider;

export const useConsole = (): ConsoleContext => {
  const found = useContext(context);
  if (!found) throw new Error('ConsoleProvider is missing: pages are rendered inside it.');
  return found;
};

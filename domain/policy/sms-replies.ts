import type { Locale } from '../templates.ts';

/** What the shop says to who answers a text message with STOP, START, HELP or CONTACT. */
export interface SmsRepliesPolicy {
  /** True: STOP ends every message to the number, also those about orders; false: it ends marketing. */
  readonly stopEndsTransactional: boolean;
  /** False: nothing is answered, as where the provider answers by itself. */
  readonly answers: boolean;
  /** Where people reach the shop; null: the address of its sender and its site. */
  readonly contact: string | null;
  /** What HELP and CONTACT get instead of the usual words. */
  readonly help: Readonly<Partial<Record<Locale, string>>>;
}

export const defaultSmsReplies: SmsRepliesPolicy = {
  stopEndsTransactional: true,
  answers: true,
  contact: null,
  help: {},
};

import type { Logger } from 'pino';
import type { Database } from '../../db/client.ts';
import type { NewMessage } from '../../db/ledger/ledger.ts';
import type { StepReads } from './step-reads.ts';
import type { LinkSigner } from '../../db/links/signer.ts';
import type { AnyRule } from '../../domain/rules/rule.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Clock, DemoClock } from '../../domain/time/clock.ts';
import type { AskStore } from '../offers/lease-code.ts';
import type { Pace } from '../pace/pace.ts';
import type { Provider } from '../providers/provider.ts';
import type { Render } from '../templates/view.ts';

/** What the gate works with, built by the worker. */
export interface GateDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  /** How what is known of a step is read: before it is prepared, and again under its customer's lock. */
  readonly reads?: StepReads;
  /** What the ledger keeps of a decision: without it all of it. */
  readonly kept?: (decision: NewMessage) => NewMessage;
  readonly demoClock?: DemoClock;
  readonly pace: Pace;
  readonly providers: Readonly<Partial<Record<Channel, Provider>>>;
  readonly render: Render;
  /** Makes a code of an offer with the store's own system; without it such offers have none. */
  readonly askStore?: AskStore;
  /** Where customers reach the api, without a slash at the end. */
  readonly publicUrl: string;
  /** Signs the links of messages; without it they lead to the shop directly, and nobody knows who follows them. */
  readonly links?: LinkSigner | undefined;
  /** What is asked before anything is sent: the product's rules; others are for a proof that each is needed. */
  readonly rules?: readonly AnyRule[];
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

import type { Logger } from 'pino';
import { dryRun } from '../../activities/as-customer/dry-run.ts';
import type { MakingDeps } from '../../activities/as-customer/make.ts';
import { render } from '../../activities/templates/index.ts';
import type { Database } from '../../db/client.ts';
import type { LinkSigner } from '../../db/links/signer.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { type AskedMessage, forCustomer } from '../journeys/ask-message.ts';
import { concernOf } from './concern.ts';
import { dryRunView } from './dry-run-view.ts';
import { showIn } from './show.ts';

export interface AskDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Where customers reach the api, and what signs the links that lead there: the length of text messages counts them. */
  readonly publicUrl?: string | undefined;
  readonly links?: LinkSigner | undefined;
}

/** With what a message is made that nobody gets: its links are nobody's. */
export const makingDeps = ({ db, logger, publicUrl, links }: Omit<AskDeps, 'clock'>): MakingDeps => ({
  db,
  logger,
  render,
  publicUrl: publicUrl ?? 'https://journeys.shop.example',
  links,
});

/** As whom a message is asked about. */
export interface AskedBy {
  readonly store: StoreRow;
  readonly customer: CustomerId;
  readonly asked: AskedMessage;
}

/**
 * What would happen to a message now, when it will be possible, and whether the journey can concern the customer at all,
 * as stores and operators see it. Reads only. Undefined when the customer is not there any more.
 */
export const askNow = async (deps: AskDeps, { store, customer, asked }: AskedBy) => {
  const now = deps.clock.now();
  const message = await forCustomer(deps.db, asked, { store: store.id, customer });
  const found = await dryRun(makingDeps(deps), { store: store.id, customer, message }, now);
  if (!found) return undefined;
  const concern = await concernOf(deps.db, { store, customer, spec: asked.spec }, found, now);
  return { timezone: store.timezone, ...dryRunView(found, concern, showIn(store.timezone)) };
};

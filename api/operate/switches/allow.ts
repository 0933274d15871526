import { recordAct } from '../../../db/access/audit.ts';
import type { Database } from '../../../db/client.ts';
import { addRecipient, type Recipient, removeRecipient } from '../../../db/switches/allowlist.ts';
import { holdSwitches } from '../../../db/switches/lock.ts';
import type { StoreId } from '../../../domain/ids.ts';
import type { Who } from './who.ts';

/** Puts somebody on the list of those who get messages on trial. False: they are on it already. */
export const allowRecipient = async (
  db: Database,
  store: StoreId,
  recipient: Recipient,
  { at, actor, why }: Who,
): Promise<boolean> =>
  db.transaction(async (queries) => {
    await holdSwitches(queries, store);
    if (!(await addRecipient(queries, store, recipient, { at: new Date(at), by: actor, why }))) return false;
    await recordAct(queries, { at, actor, act: 'recipient.allowed', subject: subjectOf(recipient), store });
    return true;
  });

/** Takes somebody off the list. False: they are not on it. */
export const disallowRecipient = async (
  db: Database,
  store: StoreId,
  recipient: Recipient,
  { at, actor }: Who,
): Promise<boolean> =>
  db.transaction(async (queries) => {
    await holdSwitches(queries, store);
    if (!(await removeRecipient(queries, store, recipient))) return false;
    await recordAct(queries, { at, actor, act: 'recipient.disallowed', subject: subjectOf(recipient), store });
    return true;
  });

/** By the hash of an address its owner could be found out: the audit log does not keep it. */
const subjectOf = ({ kind, value }: Recipient): string =>
  kind === 'customer' ? `customer/${value}` : 'allowlist/address';

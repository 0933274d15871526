import { channels } from '../../domain/journey.ts';
import { addedSuppression, scopeOf } from '../../api/suppressions/entry.ts';
import type { BroughtSuppression } from '../../db/suppressions/keep.ts';
import { suppressionReasons } from '../../domain/suppression.ts';
import { resendOrigins } from '../../activities/providers/resend/suppressions.ts';
import { instantOf } from '../import/cells/instant.ts';
import type { Header } from '../import/file/open-file.ts';
import type { Row } from '../import/kind.ts';
import { CellError } from '../import/problem.ts';

/** The columns of a file of suppressions: ours, and those of Resend's own list. docs/suppressions.md explains them. */
export const suppressionColumns: Header = {
  columns: {
    channel: 'channel',
    address: 'address',
    email: 'address',
    phone: 'address',
    reason: 'reason',
    origin: 'reason',
    purpose: 'purpose',
    list: 'list',
    at: 'at',
    created_at: 'at',
    until: 'until',
    id: '',
    source_id: '',
  },
  required: [],
  someOf: ['address', 'email', 'phone'],
};

/** A hash of an address that was erased, as an export writes it. */
const hashed = /^hmac:[0-9a-f]{64}$/;

/** @throws CellError */
export const readSuppressionRow = (row: Row, timezone: string): BroughtSuppression => {
  const { cells, line } = row;
  const address = cells['address'] ?? cells['email'] ?? cells['phone'];
  if (address === undefined) throw new CellError(line, 'address', 'is empty');
  const channel = cells['channel'] ?? (cells['phone'] === address || address.startsWith('+') ? 'sms' : 'email');
  const origin = cells['origin'];
  const reason = cells['reason'] ?? (origin && (resendOrigins as Readonly<Record<string, string>>)[origin]) ?? origin;
  const given = {
    channel,
    address,
    ...(reason !== undefined && { reason }),
    ...(cells['purpose'] !== undefined && { purpose: cells['purpose'] }),
    ...(cells['list'] !== undefined && { list: cells['list'] }),
  };
  const at = instantOf(row, cells['at'] === undefined ? 'created_at' : 'at', timezone);
  const until = instantOf(row, 'until', timezone);
  const dates = {
    at: at === undefined ? undefined : new Date(at),
    until: until === undefined ? undefined : new Date(until),
  };
  if (hashed.test(address)) return { ...readHashed(given, line), address, ...dates };
  const read = addedSuppression.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new CellError(line, issue!.path.map(String).join('.'), issue!.message);
  }
  return {
    channel: read.data.channel,
    address: read.data.address,
    reason: read.data.reason,
    ...scopeOf(read.data),
    ...dates,
  };
};

/** Of an erased person any reason may come back, the erasure itself too: what is kept names nobody. */
const readHashed = (given: Readonly<Record<string, string>>, line: number) => {
  const reason = suppressionReasons.find((one) => one === given['reason']);
  if (!reason) throw new CellError(line, 'reason', 'of a hash it must be told, as an export writes it');
  const channel = channels.find((one) => one === given['channel']);
  if (!channel) throw new CellError(line, 'channel', `write ${channels.join(' or ')}`);
  const purpose = (['marketing', 'transactional', 'all'] as const).find((one) => one === given['purpose']);
  return { channel, reason, ...scopeOf({ reason, purpose, list: given['list'] }) };
};

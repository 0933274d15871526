import type { Evidence, InboxEntry } from './evidence.ts';
import type { Finding } from './verdict.ts';

/** Acknowledged, and without a terminal state. */
export const lostEvents = ({ acknowledged, inbox }: Evidence): readonly Finding[] => {
  const known = new Map(inbox.map((entry) => [entry.eventId, entry]));
  return acknowledged.flatMap(({ id, type, answeredAt }) => {
    const entry = known.get(id);
    if (entry && isTerminal(entry)) return [];
    const fact = entry ? `is ${entry.fate} without a reason` : 'is not in the database';
    return [{ at: answeredAt, what: `event ${id} (${type}) was answered with 2xx and ${fact}` }];
  });
};

const isTerminal = ({ fate, reason }: InboxEntry): boolean =>
  fate === 'applied' || ((fate === 'ignored' || fate === 'quarantined') && reason !== null);

/** Taken in, and never told to Temporal. */
export const untoldEvents = ({ untold }: Evidence): readonly Finding[] =>
  untold.map(({ id, kind, recordedAt, dead, lastError }) => ({
    at: recordedAt,
    what: `outbox row ${id} (${kind}) ${dead ? 'was given up' : 'was never dispatched'}: ${lastError ?? 'no error'}`,
  }));

/** In the database, and never posted by the shop; or there more than once. */
export const uninvitedEvents = ({ inbox, told, readAt }: Evidence): readonly Finding[] => {
  const seen = new Set<string>();
  return inbox.flatMap(({ eventId }) => {
    const again = seen.has(eventId);
    seen.add(eventId);
    if (told.has(eventId) && !again) return [];
    return [{ at: readAt, what: `event ${eventId} ${again ? 'is in the database twice' : 'was never posted'}` }];
  });
};

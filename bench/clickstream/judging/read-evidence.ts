import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../../dev/demo/intake.ts';
import { realTime } from '../../../domain/time/clock.ts';
import type { Acceptance, AnsweredEvent, Evidence, RawRow } from './evidence.ts';
import { files, type ProviderLine, type RunNotes } from './files.ts';

/** Reads what a run left in `folder`, and the raw file that it played. */
export const readEvidence = (folder: string): Evidence => {
  const notes = JSON.parse(readFileSync(join(folder, files.notes), 'utf8')) as RunNotes;
  return {
    rows: readRows(notes),
    events: (readLines(join(folder, files.answers)) as readonly Answer[]).flatMap(answeredEvents),
    acceptances: (readLines(join(folder, files.provider)) as readonly ProviderLine[]).map((line) =>
      acceptanceOf(line, notes),
    ),
    clock: notes.clock,
    calendar: notes.calendar,
    endedAt: notes.endedAt,
  };
};

const readLines = (file: string): readonly unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

/** The raw file's own rows (it quotes nothing), or the part of them that was played. */
const readRows = ({ csv, lines }: RunNotes): readonly RawRow[] =>
  readFileSync(csv, 'utf8')
    .trimEnd()
    .split('\n')
    .map((text, index) => {
      const [user = '', session = '', event = ''] = text.split(',');
      return { line: index + 1, user, session, event };
    })
    .filter(({ line }) => line >= Math.max(2, lines?.from ?? 2) && line <= (lines?.to ?? Number.POSITIVE_INFINITY));

const answeredEvents = ({ events, fates, answeredAt }: Answer): readonly AnsweredEvent[] =>
  events.map(({ id, type, occurredAt, customer, data }, index) => ({
    id,
    type,
    occurredAt: Date.parse(occurredAt),
    answeredAt,
    fate: fates[index]?.id === id ? fates[index].fate : 'unanswered',
    ...(customer && { customer: customer.id }),
    ...(customer?.email !== undefined && { email: customer.email }),
    ...(typeof data['cartId'] === 'string' && { cart: data['cartId'] }),
    ...(type === 'customer.consent_changed' && { consent: data['state'] as 'granted' | 'withdrawn' }),
  }));

/** What a provider's line says: the step is in the key, the cart in the text's link to it. */
const acceptanceOf = (line: ProviderLine, { clock }: RunNotes): Acceptance => {
  const claimed = Object.entries(line.headers).find(([name]) => name.toLowerCase() === 'x-relance-claimed-at')?.[1];
  return {
    key: line.key,
    to: line.to,
    cart: /\/carts\/([\w-]+)/.exec(line.text)?.[1] ?? '',
    step: /\/cart\/(\w+)#\d+\/email$/.exec(line.key)?.[1] ?? '',
    claimedAt: claimed === undefined ? Number.NaN : realTime(Date.parse(claimed), clock),
    acceptedAt: line.acceptedAt,
  };
};

import { allowRecipient, disallowRecipient } from '../../../../api/operate/switches/allow.ts';
import { pauseSending, resumeSending } from '../../../../api/operate/switches/pause.ts';
import { setMode } from '../../../../api/operate/switches/set-mode.ts';
import { keepSuppressions } from '../../../../db/suppressions/keep.ts';
import { allowedCustomer } from '../../../../db/switches/allowlist.ts';
import { everything } from '../../../../domain/switches/pause.ts';
import { store } from '../../world.ts';
import { latest } from '../history/timeline.ts';
import type { Of } from './by-customer.ts';
import { change, type Done, hash, nothing, type Stage } from './stage.ts';

const by = ({ clock }: Stage) => ({ at: clock.now(), actor: 'command:test', why: 'a test' }) as const;
const switched = ['switch', store] as const;

export const suppressByHand = async ({ db, cast, clock, history }: Stage, { who }: Of<'suppress'>): Promise<Done> => {
  const { email } = cast.people[who]!;
  const row = { channel: 'email', address: email, reason: 'manual', purpose: 'all', list: '' } as const;
  await db.transaction(async (queries) =>
    keepSuppressions(queries, { store, nameHash: hash, now: new Date(clock.now()) }, [row]),
  );
  return { changes: [change(history.suppressed[who]!, 'everything')], commit: ['suppressed', email] };
};

export const goLive = async (stage: Stage, { journey, mode }: Of<'mode'>): Promise<Done> => {
  await setMode(stage.db, store, { journey, mode }, by(stage));
  return { changes: [change(stage.history.mode[journey], mode)], commit: switched };
};

export const allow = async (stage: Stage, { who, kind }: Of<'allow' | 'disallow'>): Promise<Done> => {
  const recipient = allowedCustomer(stage.cast.people[who]!.customer);
  const isAllowed = kind === 'allow';
  await (isAllowed ? allowRecipient : disallowRecipient)(stage.db, store, recipient, by(stage));
  return { changes: [change(stage.history.allowed[who]!, isAllowed)], commit: switched };
};

export const pause = async (stage: Stage, { scope, rule }: Of<'pause'>): Promise<Done> => {
  const { db, history } = stage;
  const wish = { scope: { ...everything, ...scope }, rule, spreadSeconds: 600 };
  const { id } = await pauseSending(db, store, wish, by(stage));
  const known = latest(history.pauses);
  const before = known.find((one) => one.id === id);
  const since = before?.since ?? stage.clock.now();
  const others = known.filter((one) => one !== before);
  return { changes: [change(history.pauses, [...others, { ...scope, id, rule, since }])], commit: switched };
};

/** The pause that was begun last. */
export const resume = async (stage: Stage): Promise<Done> => {
  const { db, history } = stage;
  const known = latest(history.pauses);
  const standing = known.findLast(({ liftedAt }) => liftedAt === undefined);
  if (!standing) return nothing;
  await resumeSending(db, store, standing.id, by(stage));
  const liftedAt = stage.clock.now();
  const after = known.map((one) => (one === standing ? { ...one, liftedAt } : one));
  return { changes: [change(history.pauses, after)], commit: switched };
};

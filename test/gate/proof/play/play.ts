import { sql } from 'drizzle-orm';
import type { Database } from '../../../../db/client.ts';
import type { AnyRule } from '../../../../domain/rules/rule.ts';
import { handClock } from '../../../api/intake-server.ts';
import { createGate, hour, minute, noon } from '../../world.ts';
import { carryOut, subjectOf } from '../acts/carry-out.ts';
import type { Stage } from '../acts/stage.ts';
import { beginHistory } from '../history/history.ts';
import { latest } from '../history/timeline.ts';
import type { Group, Story } from '../story/story.ts';
import { startAsking } from './asking.ts';
import { commitsOfClaims } from './commit-order.ts';
import { clear, plant } from './plant.ts';
import type { Played } from './played.ts';
import { startProvider } from './provider.ts';

/** How many instants at which something is asked about; then a step that has no outcome never gets one. */
const mostRounds = 300;
/** Between two instants, in milliseconds: each has a time of its own. */
const shortest = 1_000;
/** What a group waits for at most when nothing is asked about any more, in milliseconds. */
const farthest = 24 * hour;

/** Plays a story to the end of every step, against a gate with these rules: all of the product's unless told. */
export const play = async (db: Database, story: Story, rules?: readonly AnyRule[]): Promise<Played> => {
  await clear(db);
  const cast = await plant(db, story);
  const clock = handClock(noon);
  let ticks = 0;
  const tick = (): number => (ticks += 1);
  const provider = await startProvider(story.answers, tick);
  try {
    const { accepted, email, sms, render } = provider;
    const gate = createGate({ db, clock, email, providers: { email, sms }, render, ...(rules && { rules }) });
    const asking = startAsking(cast.steps, async (input) => gate.deliver(input), { clock, tick });
    const history = beginHistory(story, noon);
    const emails = () => accepted.filter(({ channel }) => channel === 'email').map(({ key }) => key);
    await playGroups({ db, clock, tick, story, cast, history, accepted: emails }, asking, clock);

    const commits = await commitsOfClaims(db);
    const byKey = new Map(cast.steps.map((step) => [step.key, step]));
    return {
      start: noon,
      story,
      cast,
      history,
      attempts: asking.attempts(),
      sent: accepted.map(({ key, to, claimedAt, view, tick: arrived }) => {
        const step = byKey.get(key)!;
        const { from, dueAt, expiresAt } = asking.claimedBy(step, claimedAt);
        const when = { from, to: arrived, commit: commits.get(key) };
        return { step, when, at: claimedAt, dueAt, expiresAt, to, view };
      }),
      ends: cast.steps.map(
        (step) => asking.ends.get(step) ?? { step, outcome: 'none', at: clock.now(), when: { from: ticks, to: ticks } },
      ),
      ledger: await db.execute<{ key: string; state: string; reason: string | null }>(
        sql`select key, state, reason from messages`,
      ),
    };
  } finally {
    await provider.stop();
  }
};

/** Everything that happens, and whatever is due meanwhile and afterwards, each at its time. */
const playGroups = async (
  stage: Stage,
  asking: ReturnType<typeof startAsking>,
  clock: ReturnType<typeof handClock>,
): Promise<void> => {
  const round = async ({ early, twice, acts }: Pick<Group, 'early' | 'twice' | 'acts'>): Promise<void> => {
    const due = asking.due(clock.now() + (early ? 6 * hour : 0));
    const told = acts.filter((act, place) => acts.findIndex((one) => subjectOf(one) === subjectOf(act)) === place);
    await Promise.all([
      ...due.flatMap((step) => (twice ? [asking.ask(step), asking.ask(step)] : [asking.ask(step)])),
      ...told.map(async (act) => carryOut(stage, act)),
    ]);
  };
  let rounds = 0;
  const goOn = async (until: number): Promise<void> => {
    for (let at = asking.nextAt(); at < until && rounds++ < mostRounds; at = asking.nextAt()) {
      clock.set(at);
      await round({ early: false, twice: false, acts: [] });
    }
  };
  for (const group of stage.story.groups) {
    const at = group.after === 'next' ? asking.nextAt() : clock.now() + group.after * minute;
    if (!group.away) await goOn(at);
    clock.set(Math.max(clock.now() + shortest, Math.min(at, clock.now() + farthest)));
    await round(group);
  }
  // In the end what is paused goes on, and every step is asked about until it has its outcome.
  while (latest(stage.history.pauses).some(({ liftedAt }) => liftedAt === undefined)) {
    clock.advance(minute);
    await carryOut(stage, { kind: 'resume' });
  }
  await goOn(Number.POSITIVE_INFINITY);
};

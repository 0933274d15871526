import type { RecordedAcceptance } from '../cast/acceptance.ts';
import type { Finding, Verdict } from '../judging/verdict.ts';
import type { Post } from '../shop/shop.ts';
import type { AcknowledgedEvent } from '../shop/shop-event.ts';
import { type FaultRow, faultRow } from './fault-row.ts';

/** One injection's time: what happens from `from` on counts for it, until the next one begins. */
export interface Turn {
  readonly fault: string;
  /** Milliseconds of this machine's clock. */
  readonly from: number;
  /** When the fault was over and its work was done again; posts begun before are those "during". */
  readonly to: number;
  readonly row: Partial<FaultRow>;
}

export interface Counted {
  readonly acknowledged: Iterable<AcknowledgedEvent>;
  readonly posts: readonly Pick<Post, 'postedAt' | 'answeredAt'>[];
  readonly acceptances: readonly RecordedAcceptance[];
  readonly verdict: Verdict;
}

/** What belongs to no fault: before the first and while nothing is broken. */
export const noFault = 'no fault';

/** One row a turn: everything that was counted goes to the fault whose turn it was. */
export const rowsOfTurns = (turns: readonly Turn[], counted: Counted): readonly FaultRow[] => {
  const all: readonly Turn[] = [{ fault: noFault, from: Number.NEGATIVE_INFINITY, to: 0, row: {} }, ...turns];
  const ofTurn = all.map(() => ({
    acknowledged: 0,
    lost: 0,
    duplicates: 0,
    afterPurchase: 0,
    unknownParked: 0,
    sends: 0,
    ackMillis: [] as number[],
    failures: [] as string[],
  }));
  const at = (instant: number) => ofTurn[all.findLastIndex(({ from }) => from <= instant)]!;
  const note = (findings: readonly Finding[], count?: 'lost' | 'duplicates' | 'afterPurchase'): void => {
    for (const { at: instant, what } of findings) {
      const turn = at(instant);
      if (count) turn[count] += 1;
      turn.failures.push(what);
    }
  };
  const { verdict } = counted;
  note(verdict.lost, 'lost');
  note(verdict.duplicates, 'duplicates');
  note(verdict.afterPurchase, 'afterPurchase');
  note(verdict.failures);
  for (const { at: instant } of verdict.unknown) at(instant).unknownParked += 1;
  for (const { answeredAt } of counted.acknowledged) at(answeredAt).acknowledged += 1;
  for (const { acceptedAt } of counted.acceptances) at(acceptedAt).sends += 1;
  for (const { postedAt, answeredAt } of counted.posts) {
    const index = all.findLastIndex(({ from }) => from <= postedAt);
    // A post that began before the fault and was answered in it waited for it too.
    const turn = all.findIndex(({ from, to }, place) => place >= index && postedAt <= to && answeredAt >= from);
    if (turn > 0) ofTurn[turn]!.ackMillis.push(answeredAt - postedAt);
    else if (all[index]!.fault === noFault) ofTurn[index]!.ackMillis.push(answeredAt - postedAt);
  }
  return all.map(({ fault, row }, index) => {
    const { sends, failures, ...rest } = ofTurn[index]!;
    return faultRow({
      ...row,
      fault,
      ...rest,
      sends: { temporal: sends, gate: 0 },
      failures: [...(row.failures ?? []), ...failures.slice(0, 20)],
    });
  });
};

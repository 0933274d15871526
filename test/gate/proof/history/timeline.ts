/** One value that something was given, with the time that it took by the order in which the test saw it. */
export interface Told<Value> {
  readonly value: Value;
  readonly began: number;
  readonly ended: number;
  /** By `commit_order`, where it takes the lock that claims take too. */
  readonly commit: number | undefined;
}

/** Between what a decision was made: the first attempt that may have made it began, its message arrived. */
export interface When {
  readonly from: number;
  readonly to: number;
  /** The claim's own place in `commit_order`. */
  readonly commit?: number | undefined;
}

/** Everything that one thing was, in the order in which it was told. */
export type Timeline<Value> = Told<Value>[];

const isBefore = (told: Told<unknown>, { from, commit }: When): boolean =>
  told.commit !== undefined && commit !== undefined ? told.commit < commit : told.ended < from;

const isAfter = (told: Told<unknown>, { to, commit }: When): boolean =>
  told.commit !== undefined && commit !== undefined ? told.commit > commit : told.began > to;

/**
 * What a decision may have seen: everything but what was told after it and what something else had replaced before it.
 * Where both waited for one lock there is one answer; where nothing orders them either side may have come first.
 */
export const seenBy = <Value>(timeline: Timeline<Value>, when: When): readonly Value[] =>
  timeline
    .filter(
      (told, place) =>
        !isAfter(told, when) &&
        !timeline.slice(place + 1).some((later) => later.began > told.ended && isBefore(later, when)),
    )
    .map(({ value }) => value);

/** The last value, for an act that builds on it. */
export const latest = <Value>(timeline: Timeline<Value>): Value => timeline.at(-1)!.value;

/** What one kind of fault came to. Rows of one name are added up over all parts. */
export interface FaultRow {
  /** What was broken, as the table shows it. */
  readonly fault: string;
  readonly injections: number;
  /** Events answered with 2xx while it was this fault's turn. */
  readonly acknowledged: number;
  /** Of those: without a terminal state, or never told to Temporal. */
  readonly lost: number;
  /** Acceptances of the provider beyond one per (run, step, channel) and per (recipient, cart, step). */
  readonly duplicates: number;
  /** Acceptances whose claim is later than the 202 of an order that ends the follow-up. */
  readonly afterPurchase: number;
  /** Messages given up because nobody can know whether they went out. Not a broken promise. */
  readonly unknownParked: number;
  /** Messages that the provider accepted, by the road that they took: through Temporal, or the gate called alone. */
  readonly sends: { readonly temporal: number; readonly gate: number };
  /** From the end of each fault until the work that it hit was done again. */
  readonly recoverySeconds: readonly number[];
  /** How long each post took that was answered with 2xx while the fault lasted, its retries included. */
  readonly ackMillis: readonly number[];
  /** Every other promise that was broken, in words: a crashed process, a step without outcome. */
  readonly failures: readonly string[];
  /** What a reader of the table must know. */
  readonly notes: readonly string[];
}

/** A row with what is given, and nothing else. */
export const faultRow = (row: Partial<FaultRow> & Pick<FaultRow, 'fault'>): FaultRow => ({
  injections: 0,
  acknowledged: 0,
  lost: 0,
  duplicates: 0,
  afterPurchase: 0,
  unknownParked: 0,
  sends: { temporal: 0, gate: 0 },
  recoverySeconds: [],
  ackMillis: [],
  failures: [],
  notes: [],
  ...row,
});

/** One row a fault, in the order of their first appearance. */
export const mergeRows = (rows: readonly FaultRow[]): readonly FaultRow[] => {
  const merged = new Map<string, FaultRow>();
  for (const row of rows) {
    const before = merged.get(row.fault);
    merged.set(row.fault, before ? add(before, row) : row);
  }
  return [...merged.values()];
};

/** The sum of all rows, under the name `fault`. */
export const totalOf = (rows: readonly FaultRow[], fault: string): FaultRow =>
  rows.reduce((sum, row) => ({ ...add(sum, row), fault }), faultRow({ fault }));

/** True when no promise was broken. */
export const holds = (row: FaultRow): boolean =>
  row.lost === 0 && row.duplicates === 0 && row.afterPurchase === 0 && row.failures.length === 0;

const add = (a: FaultRow, b: FaultRow): FaultRow => ({
  fault: a.fault,
  injections: a.injections + b.injections,
  acknowledged: a.acknowledged + b.acknowledged,
  lost: a.lost + b.lost,
  duplicates: a.duplicates + b.duplicates,
  afterPurchase: a.afterPurchase + b.afterPurchase,
  unknownParked: a.unknownParked + b.unknownParked,
  sends: { temporal: a.sends.temporal + b.sends.temporal, gate: a.sends.gate + b.sends.gate },
  recoverySeconds: [...a.recoverySeconds, ...b.recoverySeconds],
  ackMillis: [...a.ackMillis, ...b.ackMillis],
  failures: [...a.failures, ...b.failures],
  notes: [...new Set([...a.notes, ...b.notes])],
});

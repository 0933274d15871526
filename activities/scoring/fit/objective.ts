/** A function to minimise at a point, with its gradient. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: readonly number[];
}

export type Objective = (point: readonly number[]) => Evaluation;

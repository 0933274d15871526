import type { Matrix } from './linear.ts';

/** A function to minimise at a point, with its gradient and, where they cost little, its second derivatives. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian?: Matrix;
}

export type Objective = (point: readonly number[]) => Evaluation;

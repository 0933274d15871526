/** Thrown when the options of a plan contradict each other. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly code = 'EXPERIMENT_PLAN';
  constructor(remedy: string) {
    super(`It cannot be planned: ${remedy}.`);
  }
}

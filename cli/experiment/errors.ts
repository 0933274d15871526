/** Thrown when the options of a plan contradict each other. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly code = 'EXPERIMENT_PLAN';
  constructor(remedy: string) {
    super(`It cannot be planned: ${remedy}.`);
  }
}

/** Thrown when the options of a report contradict each other. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code = 'EXPERIMENT_REPORT';
  constructor(remedy: string) {
    super(`It cannot be reported: ${remedy}.`);
  }
}

/** Thrown when nobody was assigned to an experiment of that name. */
export class ExperimentUnknownError extends Error {
  override readonly name = 'ExperimentUnknownError';
  readonly code = 'EXPERIMENT_UNKNOWN';
  constructor(asked: string, there: readonly { readonly experiment: string }[]) {
    const others = there.map(({ experiment }) => experiment).join(', ');
    super(
      `Nobody is in an experiment ${asked} since then. ${others === '' ? 'There is none.' : `There are: ${others}.`}`,
    );
  }
}

/** Thrown when a file cannot be read as customers with their arms. */
export class ExperimentFileError extends Error {
  override readonly name = 'ExperimentFileError';
  readonly code = 'EXPERIMENT_FILE';
  constructor(file: string, why: string) {
    super(`${file}: ${why}.`);
  }
}

/** Thrown when a decision cannot be registered or withdrawn. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
  readonly code = 'EXPERIMENT_REGISTRATION';
  constructor(why: string) {
    super(`Nothing was registered or withdrawn: ${why}.`);
  }
}

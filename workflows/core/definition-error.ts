/** Codes of mistakes in a journey's spec; stable, so that tools and searches can rely on them. */
export type DefinitionCode =
  | 'JOURNEY_UNNAMED'
  | 'JOURNEY_NAME'
  | 'JOURNEY_NO_TRIGGER'
  | 'JOURNEY_EVENT_TWICE'
  | 'JOURNEY_EVENT_ROLES'
  | 'JOURNEY_RESTARTS'
  | 'JOURNEY_CADENCE'
  | 'JOURNEY_DURATION'
  | 'JOURNEY_EXPERIMENT';

/** Thrown where a journey is defined, so that a wrong one never reaches a worker. */
export class JourneyDefinitionError extends Error {
  override readonly name = 'JourneyDefinitionError';
  readonly code: DefinitionCode;

  constructor(code: DefinitionCode, journey: string, fact: string, remedy: string) {
    super(`${journey}: ${fact}; ${remedy} [${code}]`);
    this.code = code;
  }
}

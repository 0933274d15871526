/** Thrown when a simulation is asked for that there cannot be. */
export class SimulateOptionError extends Error {
  override readonly name = 'SimulateOptionError';
  readonly code = 'SIMULATE_OPTION';
}

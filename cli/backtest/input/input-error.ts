/** Thrown when the events of a file cannot be read. */
export class BacktestInputError extends Error {
  override readonly name = 'BacktestInputError';
  readonly code = 'BACKTEST_INPUT';
}

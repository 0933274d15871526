/** Thrown inside an event's transaction when another one was first: the whole transaction is run again. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';
  readonly code = 'RELANCE_TRY_AGAIN';
}

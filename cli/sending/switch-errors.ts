import type { Flaw } from '../../api/events/flaw.ts';

/** Thrown when what is to be switched is described wrongly. */
export class SwitchInvalidError extends Error {
  override readonly name = 'SwitchInvalidError';
  readonly code = 'SWITCH_INVALID';
  constructor(flaws: readonly Flaw[]) {
    super(`Nothing was switched:\n  ${flaws.map(({ field, problem }) => `--${field}: ${problem}`).join('\n  ')}`);
  }
}

/** Thrown when the store has no such pause. */
export class PauseUnknownError extends Error {
  override readonly name = 'PauseUnknownError';
  readonly code = 'PAUSE_UNKNOWN';
  constructor(store: string) {
    super(`Store ${store} has no such pause. \`npm run switch -- show --store ${store}\` lists those that stand.`);
  }
}

import type { Flaw } from '../../api/events/flaw.ts';
import { lackSentences, refusalSentence } from '../../api/operate/switches/switch-mode.ts';
import type { Lack } from '../../domain/coverage/coverage.ts';

/** Thrown when what is to be switched is described wrongly. */
export class SwitchInvalidError extends Error {
  override readonly name = 'SwitchInvalidError';
  readonly code = 'SWITCH_INVALID';
  constructor(flaws: readonly Flaw[]) {
    super(`Nothing was switched:\n  ${flaws.map(({ field, problem }) => `--${field}: ${problem}`).join('\n  ')}`);
  }
}

/** Thrown when a journey is not switched on because of what the store does not know. */
export class DataMissingError extends Error {
  override readonly name = 'DataMissingError';
  readonly code = 'DATA_MISSING';
  constructor(journey: string, store: string, lacks: readonly Lack[]) {
    const fields = lacks.map(({ field }) => field).join(',');
    super(
      `${refusalSentence(journey)}:\n  ${lackSentences(lacks).join('\n  ')}\n` +
        `To see what every journey lacks: npm run data -- coverage --store ${store}\nTo switch it on all the same:\n` +
        `  npm run switch -- mode on --journey ${journey} --store ${store} --in-spite-of ${fields} --why "…"`,
    );
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

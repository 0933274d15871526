import type { Flaw } from '../../api/events/flaw.ts';

/** Thrown when a definition is described wrongly. */
export class DefinitionInvalidError extends Error {
  override readonly name = 'DefinitionInvalidError';
  readonly code = 'DEFINITION_INVALID';
  constructor(flaws: readonly Flaw[]) {
    super(`Nothing was saved:\n  ${flaws.map(({ field, problem }) => `${field}: ${problem}`).join('\n  ')}`);
  }
}

/** Thrown when the store has no definition of this name. */
export class DefinitionUnknownError extends Error {
  override readonly name = 'DefinitionUnknownError';
  readonly code = 'DEFINITION_UNKNOWN';
  constructor(name: string, store: string) {
    super(
      `Store ${store} has no definition ${name}. \`npm run definition -- list --store ${store}\` shows those that stand.`,
    );
  }
}

/** Thrown when a definition that is to be retired is named by something. */
export class DefinitionInUseError extends Error {
  override readonly name = 'DefinitionInUseError';
  readonly code = 'DEFINITION_IN_USE';
  constructor(name: string, by: readonly string[]) {
    super(`${name} was left as it is: it is named by ${by.join(', ')}. Take it out of there first.`);
  }
}

/** Thrown when somebody else saved the definition at the same time. */
export class DefinitionConflictError extends Error {
  override readonly name = 'DefinitionConflictError';
  readonly code = 'DEFINITION_CONFLICT';
  constructor(name: string) {
    super(`${name} was saved by somebody else at the same moment, and was left as it is. Look at it, then save again.`);
  }
}

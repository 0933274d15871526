import type { Flaw } from '../../api/events/flaw.ts';
import type { PolicySection } from '../../domain/policy/policy.ts';

/** Thrown when there is no such section. */
export class PolicyUnknownError extends Error {
  override readonly name = 'PolicyUnknownError';
  readonly code = 'POLICY_UNKNOWN';
  constructor(section: string, others: readonly PolicySection[]) {
    super(`There is no section ${section}. There are: ${others.join(', ')}.`);
  }
}

/** Thrown when a file does not hold what may be saved; nothing of it was. */
export class PolicyInvalidError extends Error {
  override readonly name = 'PolicyInvalidError';
  readonly code = 'POLICY_INVALID';
  constructor(flaws: readonly Flaw[]) {
    const lines = flaws.map(({ field, problem }) => `${field}: ${problem}`);
    super(`Nothing was saved:\n  ${lines.join('\n  ')}`);
  }
}

/** Thrown when somebody saved another version meanwhile. */
export class PolicyConflictError extends Error {
  override readonly name = 'PolicyConflictError';
  readonly code = 'POLICY_CONFLICT';
  constructor(section: PolicySection, latest: number) {
    super(
      `Version ${latest} of ${section} was saved meanwhile; nothing was changed. ` +
        `\`npm run policy -- show ${section}\` shows it; run the command again to save over it.`,
    );
  }
}

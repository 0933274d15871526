import { type Fault, names } from './fault.ts';

/** A test as it ended in a copy of the repository. */
export interface EndedTest {
  /** With the titles around it. */
  readonly title: string;
  readonly failed: boolean;
}

/** What became of a mistake. */
export type Verdict =
  | { readonly says: 'found'; readonly by: string }
  /** `why`: what the tests did instead. */
  | { readonly says: 'survived'; readonly why: string };

/**
 * A mistake is found when a test fails that names its row, and passes without it. A file that cannot even be loaded has no
 * tests that fail, and proves nothing.
 */
export const verdictOf = (fault: Fault, sound: readonly EndedTest[], faulty: readonly EndedTest[]): Verdict => {
  const passing = new Set(sound.filter(({ failed }) => !failed).map(({ title }) => title));
  const failed = faulty.filter((test) => test.failed && passing.has(test.title));
  const by = failed.find(({ title }) => names(title, fault.row));
  if (by) return { says: 'found', by: by.title };
  if (faulty.length === 0) return { says: 'survived', why: `${fault.test} could not be loaded with it` };
  if (passing.size === 0) return { says: 'survived', why: `${fault.test} fails without it, too` };
  const others = failed.map(({ title }) => title);
  return {
    says: 'survived',
    why: others.length > 0 ? `noticed by tests that do not name the row: ${others.join('; ')}` : 'no test noticed it',
  };
};

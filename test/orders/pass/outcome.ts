/** What `vitest --reporter=json` writes, of it what is read here. */
export interface Results {
  readonly testResults: readonly {
    /** The file's path. */
    readonly name: string;
    readonly status: string;
    /** Why none of its tests ran. */
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

interface Failure {
  /** From the root of the project; undefined: of the whole run. */
  readonly file?: string;
  readonly what: string;
  readonly why: string;
}

export interface Outcome {
  readonly files: number;
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

/**
 * What came of a pass.
 *
 * @param results undefined: nothing was written.
 * @param asked the files that were to run, from the root: one that is not among the results has failed.
 * @param root the root of the project, ending with a slash.
 * @param code with which the process ended: a failure outside of every test is told by it alone.
 */
export const outcomeOf = (
  results: Results | undefined,
  { asked, root, code }: { readonly asked: readonly string[]; readonly root: string; readonly code: number },
): Outcome => {
  const ran = (results?.testResults ?? []).map((one) => ({
    ...one,
    file: one.name.startsWith(root) ? one.name.slice(root.length) : one.name,
  }));
  const tests = ran.flatMap(({ file, assertionResults }) => assertionResults.map((test) => ({ ...test, file })));
  const failures: Failure[] = ran.flatMap(({ file, status, message, assertionResults }) => {
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => ({ file, what: test.fullName, why: (test.failureMessages ?? []).join('\n') }));
    return failed.length === 0 && status !== 'passed'
      ? [{ file, what: 'the file itself', why: message ?? '' }]
      : failed;
  });
  const missing = asked.filter((file) => !ran.some((one) => one.file === file));
  failures.push(...missing.map((file) => ({ file, what: 'the file itself', why: 'it did not run' })));
  if (failures.length === 0 && code !== 0) {
    failures.push({ what: 'the run itself', why: `no test failed, and vitest ended with ${code}` });
  }
  return {
    files: ran.length,
    passed: tests.filter(({ status }) => status === 'passed').length,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').length,
    failures,
  };
};

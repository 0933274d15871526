import { afterAll, vi } from 'vitest';

/** What belongs to the whole process, which a test file shares with those after it. */
const stateOf = () => ({
  'the environment': JSON.stringify(process.env),
  'the working folder': process.cwd(),
  'the exit code': process.exitCode,
  'the clock': vi.isFakeTimers() ? 'a fake one' : 'the real one',
  'how stack traces are written': Reflect.get(Error, 'prepareStackTrace') as unknown,
});

const before = stateOf();

afterAll(() => {
  const after = stateOf();
  const changed = (Object.keys(before) as (keyof typeof before)[]).filter((what) => before[what] !== after[what]);
  if (changed.length > 0) {
    throw new Error(
      `This test file changed ${changed.join(', ')} for the test files after it in the same process: ` +
        'put it back in an afterAll, or give files of this kind a process of their own in test/stack/own-process.ts.',
    );
  }
});

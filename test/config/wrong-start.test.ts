import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

test.for(['api', 'worker'])(
  '%s with a wrong variable says which and why, and ends at once',
  { timeout: 60_000 },
  (name) => {
    const started = performance.now();
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(root, name, 'main.ts')],
      {
        encoding: 'utf8',
        cwd: root,
        env: { PATH: process.env['PATH'], DATABASE_URL: 'shop', LOG_LEVEL: 'loud' },
        timeout: 30_000,
      },
    );
    const output = stdout + stderr;
    expect(status).toBe(1);
    expect(output).toContain('DATABASE_URL is wrong: write a URL such as postgres://');
    expect(output).toContain('LOG_LEVEL is wrong');
    // The message, not a stack of the code's lines.
    expect(output).not.toContain('    at ');
    expect(performance.now() - started).toBeLessThan(20_000);
  },
);

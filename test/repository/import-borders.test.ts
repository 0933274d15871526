import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';

const refused: readonly (readonly [file: string, imported: string])[] = [
  ['domain/bad.ts', '../db/client.ts'],
  ['domain/rules/bad.ts', '../../activities/index.ts'],
  ['domain/bad.ts', 'node:crypto'],
  ['domain/bad.ts', 'zod'],
  ['domain/rules/bad.ts', 'date-holidays'],
  ['workflows/bad.ts', '../activities/index.ts'],
  ['workflows/core/bad.ts', '../../db/client.ts'],
  ['workflows/bad.ts', '@temporalio/client'],
  ['workflows/bad.ts', 'node:fs'],
  ['db/bad.ts', '../api/app.ts'],
  ['db/bad.ts', 'express'],
  ['activities/bad.ts', '../api/app.ts'],
  ['activities/deliver/bad.ts', '../../workflows/index.ts'],
  ['activities/templates/bad.tsx', '../../db/client.ts'],
  ['activities/templates/cart/bad.tsx', 'drizzle-orm'],
  ['activities/scoring/models/beta-geometric/bad.ts', '../../../../db/client.ts'],
  ['activities/scoring/bad.ts', 'node:fs'],
  ['api/bad.ts', '../worker/main.ts'],
  ['api/bad.ts', '../activities/deliver/decide/decide.ts'],
  ['api/console/bad.ts', 'resend'],
  ['worker/bad.ts', '../api/app.ts'],
  ['worker/bad.ts', '../workflows/index.ts'],
  ['config/bad.ts', '../db/client.ts'],
  ['telemetry/bad.ts', '../config/api.ts'],
  ['temporal/bad.ts', '../telemetry/logger.ts'],
  ['temporal/bad.ts', '@temporalio/worker'],
  ['domain/bad.ts', '../telemetry/logger.ts'],
  ['activities/deliver/decide/bad.ts', '../../../telemetry/logger.ts'],
  ['workflows/core/bad.ts', '../../temporal/data-converter.ts'],
  ['db/bad.ts', '../temporal/data-converter.ts'],
  ['activities/pace/bad.ts', '../../background/loop.ts'],
  ['domain/bad.ts', '../background/loop.ts'],
  ['background/bad.ts', '../api/app.ts'],
  ['background/bad.ts', '../domain/time/clock.ts'],
  ['api/bad.ts', '../dev/main.ts'],
  ['activities/bad.ts', '../test/simulate/use-simulator.ts'],
  ['worker/bad.ts', '../cli/simulator/simulate.ts'],
];

const allowed: readonly (readonly [file: string, imported: string])[] = [
  ['domain/rules/good.ts', '../events.ts'],
  ['domain/civil/good.ts', 'date-holidays'],
  ['workflows/good.ts', '../domain/run.ts'],
  ['workflows/core/good.ts', '@temporalio/workflow'],
  ['db/good.ts', '../domain/ids.ts'],
  ['activities/deliver/good.ts', '../../db/client.ts'],
  ['activities/templates/cart/good.tsx', 'react-email'],
  ['activities/scoring/models/good.ts', '@stdlib/math-base-special-gammaln'],
  ['activities/scoring/orders/good.ts', '../../../domain/money.ts'],
  ['api/console/good.tsx', '../../activities/templates/index.ts'],
  ['api/good.ts', '../workflows/index.ts'],
  ['api/alerts/good.ts', '../../background/loop.ts'],
  ['worker/sweeper/good.ts', '../../background/loop.ts'],
  ['background/good.ts', '../db/error-code.ts'],
  ['api/good.ts', '../telemetry/logger.ts'],
  ['worker/good.ts', '../temporal/data-converter.ts'],
  ['temporal/codec/good.ts', '@temporalio/common'],
  ['worker/good.ts', '../activities/index.ts'],
  ['cli/access/good.ts', '../../api/app.ts'],
];

const repository = fileURLToPath(new URL('../..', import.meta.url));
let complaints: ReadonlySet<string>;

/** `folder/bad.ts` and the index of its import name the file that holds it. */
const fileName = (file: string, index: number): string => file.replace(/\.(tsx?)$/, `-${index}.$1`);

/** Lints one file an import in an otherwise empty repository, all in one run of the linter. */
beforeAll(() => {
  const sandbox = mkdtempSync(join(tmpdir(), 'relance-borders-'));
  copyFileSync(join(repository, '.oxlintrc.json'), join(sandbox, '.oxlintrc.json'));
  for (const [index, [file, imported]] of [...refused, ...allowed].entries()) {
    const path = join(sandbox, fileName(file, index));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import { thing } from '${imported}';\nexport const used = thing;\n`);
  }
  const run = spawnSync(join(repository, 'node_modules/.bin/oxlint'), ['--format', 'json'], {
    cwd: sandbox,
    encoding: 'utf8',
  });
  rmSync(sandbox, { recursive: true });
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { code: string; filename: string }[] };
  complaints = new Set(
    diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename }) => filename),
  );
});

test.each(refused.map(([file, imported], index) => ({ file, imported, index })))(
  '$file may not import $imported',
  ({ file, index }) => {
    expect(complaints).toContain(fileName(file, index));
  },
);

test.each(allowed.map(([file, imported], index) => ({ file, imported, index: refused.length + index })))(
  '$file may import $imported',
  ({ file, index }) => {
    expect(complaints).not.toContain(fileName(file, index));
  },
);

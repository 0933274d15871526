import { expect, test } from 'vitest';
import { allowlist, auditLog, pauses } from '../../db/schema/index.ts';
import { store, useIntake } from '../api/intake-server.ts';
import { runCli } from './run-cli.ts';

const intake = useIntake();

const run = async (command: string, ...args: readonly string[]) =>
  runCli('sending/switch.ts', [command, '--store', store, ...args], { DATABASE_URL: intake.databaseUrl() });
const acts = async () =>
  (await intake.db.select().from(auditLog).orderBy(auditLog.id)).map(({ act, actor }) => `${act} ${actor}`);

test(
  'npm run switch sets modes, pauses, lets go on, and shows all of it with who and why',
  { timeout: 90_000 },
  async () => {
    const [mode, paused, allowed] = await Promise.all([
      run('mode', 'shadow', '--why', 'a look first'),
      run('pause', '--journey', 'cartAbandonment', '--rule', 'shift', '--spread', '2 hours', '--why', 'the sales'),
      run('allow', '--email', 'Colleague@shop.example', '--why', 'tries it out'),
    ]);
    expect([mode, paused, allowed]).toMatchObject([{ code: 0 }, { code: 0 }, { code: 0 }]);
    expect(mode.stdout).toBe(`Store ${store} is shadow from now on.\n`);
    const [pause] = await intake.db.select().from(pauses);
    expect(pause).toMatchObject({ journey: 'cartAbandonment', rule: 'shift', spreadSeconds: 7_200, why: 'the sales' });
    expect(JSON.stringify(await intake.db.select().from(allowlist)).toLowerCase()).not.toContain('colleague');

    const { stdout } = await run('show');
    expect(stdout).toMatch(/^store {2}shadow {2}since \S+ by command:switch: a look first$/mu);
    expect(stdout).toMatch(/^journey {2}cartAbandonment {2}on, with the store shadow$/mu);
    expect(stdout).toMatch(new RegExp(`^pause {2}${pause!.id} .*the sales$`, 'mu'));
    expect(stdout).toMatch(/^allowed {2}address .*tries it out$/mu);

    const [again, resumed, off] = await Promise.all([
      run('mode', 'shadow', '--why', 'once more'),
      run('resume', pause!.id, '--why', 'they are over'),
      run('disallow', '--email', 'colleague@shop.example', '--why', 'has seen it'),
    ]);
    expect(again.stdout).toContain('is shadow already; nothing was changed');
    expect([resumed.code, off.stdout]).toEqual([0, 'The recipient is off the list.\n']);
    expect(await intake.db.select().from(pauses)).toMatchObject([{ liftedWhy: 'they are over' }]);
    expect(await acts()).toHaveLength(5);
    for (const act of await acts()) expect(act).toContain('command:switch');
  },
);

test('what cannot be switched changes nothing and says what to write', { timeout: 90_000 }, async () => {
  const before = await acts();
  const [mode, pause, none] = await Promise.all([
    run('mode', 'loud', '--why', 'x'),
    run('pause', '--journey', 'nope', '--step', 'cart/offer', '--rule', 'later', '--why', 'x'),
    run('resume', '0198f9c4-7d3e-7000-8000-000000000009', '--why', 'x'),
  ]);
  expect(mode).toMatchObject({ code: 1, stderr: expect.stringContaining('--mode') });
  expect(pause.code).toBe(1);
  for (const option of ['--journey', '--step', '--rule']) expect(pause.stderr).toContain(option);
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('has no such pause') });
  expect(await acts()).toEqual(before);
});

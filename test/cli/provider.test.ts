import { expect, test } from 'vitest';
import { pauseProvider, wholeAccount } from '../../db/ledger/provider-pauses.ts';
import { ensureRate } from '../../db/ledger/provider-rates.ts';
import { auditLog, providerPauses } from '../../db/schema/index.ts';
import { noon } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { runCli } from './run-cli.ts';

const database = useDatabase();
const provider = async (...args: string[]) => runCli('sending/provider.ts', args, { DATABASE_URL: database.url });

test('pauses and rates are shown, and a pause is lifted once, on record', async () => {
  const { db } = database.connection;
  await ensureRate(db, { provider: 'twilio', perSecond: 10, isFixed: true }, noon);
  const paused = { provider: 'resend', reason: 'account', at: noon } as const;
  await pauseProvider(db, { ...paused, sender: wholeAccount, detail: '401 restricted_api_key' });
  await pauseProvider(db, { ...paused, sender: 'shop.example', detail: '403 validation_error' });

  const shown = await provider('show');
  expect(shown.stdout).toContain('resend  paused  all messages  account: 401 restricted_api_key');
  expect(shown.stdout).toContain('resend  paused  messages from shop.example  account: 403 validation_error');
  expect(shown.stdout).toContain('twilio  at most 10 a second');

  expect(await provider('lift', 'resend')).toMatchObject({ code: 0 });
  const again = await provider('lift', 'resend');
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('resend is not paused');
  expect(await db.select().from(providerPauses)).toMatchObject([{ sender: 'shop.example' }]);
  expect(await db.select().from(auditLog)).toMatchObject([
    { actor: 'command:provider', act: 'provider.lifted', subject: 'provider/resend', detail: { sender: '*' } },
  ]);
}, 60_000);

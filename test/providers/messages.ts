import { randomInt, randomUUID } from 'node:crypto';
import type { FrozenEmail, FrozenSms } from '../../db/schema/ledger.ts';

export const email = (): FrozenEmail => ({
  from: 'Shop <hello@shop.example>',
  to: `${randomUUID()}@customer.example`,
  subject: 'Your cart',
  html: '<p>Your cart</p>',
  text: 'Your cart',
  headers: { 'X-Relance-Claimed-At': '2026-06-10T12:00:00.000Z' },
});

export const sms = (): FrozenSms => ({ to: `+336${randomInt(10_000_000, 99_999_999)}`, text: 'Your cart waits: é, €' });

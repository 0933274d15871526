import { randomInt, randomUUID } from 'node:crypto';
import type { FrozenEmail, FrozenSms, FrozenWhatsapp } from '../../db/schema/ledger.ts';

export const email = (): FrozenEmail => ({
  from: 'Shop <hello@shop.example>',
  to: `${randomUUID()}@customer.example`,
  subject: 'Your cart',
  html: '<p>Your cart</p>',
  text: 'Your cart',
  headers: { 'X-Relance-Claimed-At': '2026-06-10T12:00:00.000Z' },
});

export const sms = (): FrozenSms => ({ to: `+336${randomInt(10_000_000, 99_999_999)}`, text: 'Your cart waits: é, €' });

/** An approved template of two gaps, and a message in its words. */
export const approvedWords = {
  content: `HX${'1'.repeat(32)}`,
  text: 'Bonjour {{1}}, votre panier est toujours là : {{2}} Répondez STOP pour ne plus en recevoir.',
};

export const whatsapp = (): FrozenWhatsapp => {
  const [name, link] = ['Ada', `https://shop.example/s/${randomUUID()}`];
  const text = approvedWords.text.replace('{{1}}', name).replace('{{2}}', link);
  return { to: sms().to, text, content: approvedWords.content, values: [name, link] };
};

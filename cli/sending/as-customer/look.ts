import { writeFileSync } from 'node:fs';
import { lookAt } from '../../../api/explain/look.ts';
import { formatMoney } from '../../../domain/money.ts';
import { type Locale, locales } from '../../../domain/templates.ts';
import { PersonUnknownError } from '../../privacy/person-options.ts';
import { askDeps, type MessageOptions, MessageOptionsError, withMessage } from './asked.ts';

interface LookOptions extends MessageOptions {
  readonly locale?: string;
  readonly html?: string;
}

/** `npm run test-send -- preview`: what the message shows; it goes to nobody. */
export const look = async ({ locale, html, ...options }: LookOptions): Promise<void> => {
  if (locale !== undefined && !(locales as readonly string[]).includes(locale)) {
    throw new MessageOptionsError([`--locale: write one of ${locales.join(', ')}`]);
  }
  await withMessage(options, async ({ database, store, customer, asked }) => {
    const seen = await lookAt(askDeps(database), { store, customer, asked }, { locale: locale as Locale | undefined });
    if (!seen) throw new PersonUnknownError(store.id, 'id');
    for (const note of seen.notes) console.log(`Note: ${note}.`);
    if (seen.flaw) {
      console.log(`It would not go out: ${seen.flaw}.`);
      process.exitCode = 1;
    }
    if (seen.sms) {
      const { segments, encoding, cost, currency, text } = seen.sms;
      const price = formatMoney({ amount: cost, currency }, 'en');
      console.log(`${segments} ${segments === 1 ? 'segment' : 'segments'} of ${encoding}, ${price}\n\n${text}`);
    }
    if (seen.whatsapp) {
      const { content, cost, currency, text } = seen.whatsapp;
      console.log(`Approved as ${content}, ${formatMoney({ amount: cost, currency }, 'en')}\n\n${text}`);
    }
    if (seen.email) {
      console.log(`From: ${seen.email.from}\nSubject: ${seen.email.subject}\n\n${seen.email.text}`);
      if (html !== undefined) {
        writeFileSync(html, seen.email.html);
        console.log(`\nHTML part in ${html}`);
      }
    }
  });
};

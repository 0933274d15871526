import { MainCall, Paragraph, Title } from '../frame/parts.tsx';
import type { Template } from '../template.ts';
import type { CartView } from '../view.ts';
import { reminderEn } from './copy/reminder.en.ts';
import { reminderFr } from './copy/reminder.fr.ts';
import type { ReminderCopy } from './copy/reminder.ts';
import { CartLines, callText, cartLinesText } from './lines.tsx';

/** First message about an abandoned cart: a simple reminder that follows how far the customer went (R11, R19). */
export const reminder: Template<CartView, ReminderCopy> = {
  copy: { fr: reminderFr, en: reminderEn },
  body: (copy, { cart }, locale) => ({
    html: (
      <>
        <Title>{copy.title}</Title>
        <Paragraph>{copy.opening}</Paragraph>
        <CartLines cart={cart} locale={locale} />
        <MainCall href={cart.url}>{copy.call}</MainCall>
        <Paragraph>{copy.closing}</Paragraph>
      </>
    ),
    text: [copy.opening, ...cartLinesText(cart, locale), callText(copy.call, cart.url, locale), copy.closing],
  }),
};

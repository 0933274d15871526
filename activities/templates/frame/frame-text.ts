import type { Locale } from '../../../domain/templates.ts';
import type { Envelope } from '../template.ts';
import type { FrameView } from '../view.ts';
import { greetingName, oneLine } from './clean.ts';
import { frameCopy, waysOut } from './copy.ts';

/** The plain text counterpart of `Frame`. */
export const frameText = (envelope: Envelope, view: FrameView, locale: Locale, blocks: readonly string[]): string => {
  const shop = oneLine(view.shop.name, 80);
  const words = frameCopy[locale];
  return [
    words.greeting(greetingName(view.customer.firstName)),
    ...blocks,
    words.signature(shop),
    [
      '--',
      envelope.why,
      ...waysOut(view, words).map(({ url, says }) => `${says}${locale === 'fr' ? '\u00a0:' : ':'} ${url}`),
      shop,
    ].join('\n'),
  ].join('\n\n');
};

import type { Locale } from '../../../domain/templates.ts';
import type { Envelope } from '../template.ts';
import type { FrameView } from '../view.ts';
import { footLines, frameCopy, greetingOf, signatureOf, waysOut } from './copy.ts';

/** The plain text counterpart of `Frame`. */
export const frameText = (envelope: Envelope, view: FrameView, locale: Locale, blocks: readonly string[]): string =>
  [
    greetingOf(view, locale),
    ...blocks,
    signatureOf(view, locale),
    [
      '--',
      envelope.why,
      ...waysOut(view, frameCopy[locale]).map(({ url, says }) => `${says}${locale === 'fr' ? '\u00a0:' : ':'} ${url}`),
      ...footLines(view),
    ].join('\n'),
  ].join('\n\n');

import type { Locale } from '../../domain/templates.ts';
import { document, OtherLanguage } from '../customer-pages/document.tsx';

/** `unknown`: no message has such a link, or none any more. `later`: nobody could look. */
type Is = 'unknown' | 'later';

const words: Readonly<Record<Locale, Readonly<Record<Is, { readonly title: string; readonly text: string }>>>> = {
  fr: {
    unknown: {
      title: 'Ce lien ne mène plus nulle part',
      text: 'Il est peut-être incomplet, ou trop ancien. Le site de la boutique, lui, vous est toujours ouvert.',
    },
    later: {
      title: 'Un instant, s’il vous plaît',
      text: 'Ce lien ne peut pas être suivi pour le moment. Merci de réessayer dans quelques minutes.',
    },
  },
  en: {
    unknown: {
      title: 'This link leads nowhere any more',
      text: 'It may be incomplete, or too old. The shop’s own site is still open to you.',
    },
    later: {
      title: 'One moment, please',
      text: 'This link cannot be followed at present. Please try again in a few minutes.',
    },
  },
};

/** What a link that leads nowhere shows; it names no shop, for none is known. */
export const linkPage = ({ locale, is }: { readonly locale: Locale; readonly is: Is }): string => {
  const { title, text } = words[locale][is];
  return document({
    locale,
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{text}</p>
        <p className="links">
          <OtherLanguage locale={locale} />
        </p>
      </>
    ),
  });
};

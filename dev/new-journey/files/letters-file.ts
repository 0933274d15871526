import type { Locale } from '../../../domain/templates.ts';
import type { Answers, Step } from '../answers/answers.ts';
import { camel, kebab } from '../names.ts';
import { quoted, templateOf } from './journey-file.ts';

/** The name under which a family's words are exported: `coffeeClubEn`. */
export const wordsName = ({ name }: Pick<Answers, 'name'>, locale: Locale): string =>
  `${name}${locale === 'en' ? 'En' : 'Fr'}`;

/** Lines that fit any shop, until somebody writes better ones. */
const drafts = {
  en: {
    language: 'English',
    title: '`News from ${view.shop.name}`',
    preview: '`A word from ${view.shop.name}.`',
    opening: '`A few lines from ${view.shop.name}, because they may be of use to you now.`',
    offer: "`With it comes ${giftWords(view.offer.gives, 'en')}.`",
    products: 'Chosen for you',
    call: 'Go to the site',
    marketing: '`You receive this message because you agreed to the e-mails of ${shop.name}.`',
    transactional: '`You receive this message because it is about what you asked of ${shop.name}.`',
  },
  fr: {
    language: 'French',
    title: '`Des nouvelles de ${view.shop.name}`',
    preview: '`Un mot de ${view.shop.name}.`',
    opening: '`Quelques lignes de ${view.shop.name}, parce qu’elles peuvent vous être utiles en ce moment.`',
    offer: "`Avec elles, voici ${giftWords(view.offer.gives, 'fr')}.`",
    products: 'Choisi pour vous',
    call: 'Aller sur le site',
    marketing: '`Vous recevez ce message parce que vous avez accepté les e-mails de ${shop.name}.`',
    transactional: '`Vous recevez ce message parce qu’il concerne ce que vous avez demandé à ${shop.name}.`',
  },
} as const;

/** `activities/templates/<family>/<locale>.ts`: words to begin with, which render whatever is known of a customer. */
export const lettersFile = (answers: Answers, locale: Locale): string => {
  const { name, does, purpose, steps } = answers;
  const draft = drafts[locale];
  const gives = steps.some(({ offer }) => offer);
  return `import type { LettersOf } from '../letter/copy.ts';
${gives ? `import { codeOf, giftWords } from '../letter/gift.ts';\n` : ''}import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) => ${draft[purpose]};

/** ${does.slice(0, -1)}, in ${draft.language}. */
export const ${wordsName(answers, locale)}: LettersOf<${quoted(kebab(name))}> = {
${steps.map((step) => letterCode(answers, step, locale)).join('')}};
`;
};

const letterCode = (answers: Answers, step: Step, locale: Locale): string => {
  const draft = drafts[locale];
  const title = step.titles[locale] ? quoted(step.titles[locale]) : draft.title;
  const opening = [draft.opening, ...(step.offer ? [`...(view.offer ? [${draft.offer}] : [])`] : [])];
  return `  ${quoted(templateOf(answers, step))}: (view) => ({
    subject: ${title},
    preview: ${draft.preview},
    title: ${title},
    opening: [${opening.join(', ')}],
    ${step.offer ? `...codeOf(view, '${locale}'),\n    ` : ''}${step.shows ? `products: ${quoted(draft.products)},\n    ` : ''}call: ${quoted(draft.call)},
    why: why(view),
  }),
`;
};

/** The name of a text message's words: `coffeeClubLastSms`. */
export const smsName = ({ name }: Pick<Answers, 'name'>, step: Step): string =>
  `${name}${step.name[0]!.toUpperCase()}${camel(step.name).slice(1)}Sms`;

/** `activities/templates/sms/<family>/<step>.ts`. */
export const smsFile = (answers: Answers, step: Step): string => {
  const says = (locale: Locale): string => {
    const title = step.titles[locale];
    if (title) return quoted(title);
    return quoted(locale === 'en' ? 'a word from us:' : 'un mot de nous :');
  };
  return `import type { Locale } from '../../../../domain/templates.ts';
import type { LetterView } from '../../view.ts';
import type { SmsWords } from '../compose.ts';

/** \`${templateOf(answers, step)}\` by text message. */
export const ${smsName(answers, step)}: Readonly<Record<Locale, (view: LetterView) => SmsWords>> = {
  fr: ({ shop }) => ({ says: ${says('fr')}, links: [shop.url] }),
  en: ({ shop }) => ({ says: ${says('en')}, links: [shop.url] }),
};
`;
};

import { decodeEntities } from '../../activities/templates/links/entities.ts';
import type { RenderedMessage } from '../../activities/templates/view.ts';
import { gmailClipBytes } from '../../domain/deliverability/clip.ts';
import type { Locale } from '../../domain/templates.ts';

/** What a program writes where it has nothing to say. */
const slips = /\bundefined\b|\bnull\b|\bNaN\b|\[object |Invalid Date|\$\{|\bInfinity\b/u;

/** What stands between two tags that open and close one block. */
const emptyBlock = /<(p|h1|h2|h3|a|li|strong|em)\b[^>]*>(?:\s|&nbsp;|\u00a0|<!--.*?-->)*<\/\1>/iu;

/** What is read of an e-mail: without its style, its comments and its tags. */
export const wordsOf = (html: string): string =>
  decodeEntities(
    html
      .replaceAll(/<!--[\s\S]*?-->/gu, ' ')
      .replaceAll(/<(style|title)\b[\s\S]*?<\/\1>/giu, ' ')
      .replaceAll(/<[^>]*>/gu, ' '),
  ).replaceAll(/[\u034f\u200c]/gu, '');

/** “Your your item”, of a sentence that was put together of parts; “vous vous” is French. */
const doubled = /(?<![\p{L}’-])(?!nous |vous )(\p{L}{2,}) \1(?![\p{L}’-])/iu;

/** In French: what must not stand alone at the beginning of a line, and what quotes as French does. */
const frenchSlips: readonly (readonly [RegExp, string])[] = [
  [/ [?!;:»%€]/u, 'a plain space before ? ! ; : » % or €, where a line could break'],
  [/[\p{L}\d][?!;»](?:\s|$)|[\p{L}»)]:(?:\s|$)/u, 'no space before ? ! ; : or »'],
  [/« (?! )|«[^\u00a0\u202f]/u, 'no unbreakable space after «'],
  [/\p{L}'\p{L}/u, "a straight apostrophe (') where ’ belongs"],
  [/"|“|”/u, 'quotes that are not « »'],
  [/\.\.\./u, 'three dots in the place of …'],
  [/\d\d:\d\d/u, 'an hour that is not written as 23 h 59'],
  [/n° /u, 'a plain space after n°, where a line could break'],
  [
    /(?<![\p{L}\d])1 (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)/u,
    '1 where 1er belongs',
  ],
  [doubled, 'a word that stands there twice'],
];

const englishSlips: readonly (readonly [RegExp, string])[] = [
  [/\p{L}'\p{L}/u, "a straight apostrophe (') where ’ belongs"],
  [/"/u, 'straight quotes'],
  [/\.\.\./u, 'three dots in the place of …'],
  [/ [?!;:](?:\s|$)/u, 'a space before ? ! ; or :'],
  [/«|»/u, 'quotes of French'],
  [doubled, 'a word that stands there twice'],
];

/**
 * The typography of a message's own words, which is that of its language (French: Imprimerie nationale, Lexique des règles
 * typographiques). Empty: nothing is wrong with it.
 */
export const typographyFlaws = (text: string, locale: Locale): readonly string[] => {
  // Addresses have rules of their own.
  const read = text.replaceAll(/https?:\S+/gu, '').replaceAll(/^--$/gmu, '');
  return (locale === 'fr' ? frenchSlips : englishSlips).flatMap(([slip, what]) => {
    const found = slip.exec(read);
    return found ? [`${what}: “${around(read, found.index)}”`] : [];
  });
};

const around = (text: string, at: number): string => text.slice(Math.max(0, at - 25), at + 20).replaceAll('\n', '⏎');

/** What is wrong with a rendered e-mail, whatever it is about (R4); empty: nothing that can be told without looking. */
export const emailFlaws = ({ subject, html, text }: RenderedMessage): readonly string[] => {
  const words = wordsOf(html);
  const calls = html.match(/<a(?=\s)[^>]*data-call="main"[^>]*>/gu) ?? [];
  const bytes = Buffer.byteLength(html);
  const slip = [subject, words, text].map((part) => slips.exec(part)?.[0]).find((found) => found !== undefined);
  return [
    ...(slip === undefined ? [] : [`it says “${slip}”`]),
    ...(subject.trim() === '' ? ['it has no subject'] : []),
    ...(calls.length === 1 ? [] : [`it has ${calls.length} main calls`]),
    ...(emptyBlock.test(html) ? [`it has an empty block: ${emptyBlock.exec(html)![0].slice(0, 80)}`] : []),
    ...(/\n{3,}|^[^.?!\n]{1,60}:\s*\n\n|^\s*[-–]\s*$/mu.test(text) ? ['its plain text has an empty block'] : []),
    ...(bytes > gmailClipBytes ? [`it has ${bytes} bytes: Gmail cuts it off after ${gmailClipBytes}`] : []),
    ...(breaksOut(html) ? ['something breaks out of it'] : []),
  ];
};

/** Elements that no letter has, handlers, and addresses that are no address. */
const breaksOut = (html: string): boolean => {
  const tags = (html.match(/<[^>]*>/gu) ?? []).join('\n');
  const names = tags.replaceAll(/="[^"]*"/gu, '=""');
  return (
    /<(?:script|iframe|object|embed|form|input|svg|base)\b|\son\w+\s*=/iu.test(names) ||
    /\s(?:href|src)="\s*(?!https?:|mailto:|")/iu.test(tags)
  );
};

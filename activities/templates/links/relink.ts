import type { LinkOf, RenderedMessage } from '../view.ts';
import { decodeEntities, encodeEntities } from './entities.ts';

/** An element with a link, as react-email writes it: `>` stands in no attribute unescaped. */
const anchors = /<a\s[^>]*>/giu;
const href = /(\shref=")([^"]*)(")/iu;
/** Web addresses as the plain text part has them. */
const written = /\bhttps?:\/\/[^\s<>"'`\\]+/giu;
/** More links than these of one message are not told apart. */
const mostPlaces = 255;

/** The addresses that a message's links lead to, with the place of each: 0 is its main call, the others as they come. */
const placesOf = (html: string): ReadonlyMap<string, number> => {
  const all = [...html.matchAll(anchors)].map(([anchor]) => anchor);
  const main = all.filter((anchor) => anchor.includes('data-call="main"'));
  const urls = [...main, ...all].flatMap((anchor) => {
    const url = href.exec(anchor)?.[2];
    return url === undefined ? [] : [decodeEntities(url)];
  });
  const others = [...new Set(urls)].filter((url) => main.length === 0 || url !== urls[0]);
  return new Map([
    ...(main.length > 0 ? [[urls[0]!, 0] as const] : []),
    ...others.map((url, index) => [url, Math.min(index + 1, mostPlaces)] as const),
  ]);
};

/**
 * A rendered e-mail with each of its links led where `link` says. Afterwards and not in the templates: none of them
 * can forget it, and no text of a shop's becomes a link that was none.
 */
export const relink = ({ subject, html, text }: RenderedMessage, link: LinkOf): RenderedMessage => {
  const led = new Map([...placesOf(html)].map(([url, place]) => [url, link(url, place)]));
  return {
    subject,
    html: html.replaceAll(anchors, (anchor) =>
      anchor.replace(href, (whole, before: string, url: string, after: string) => {
        const to = led.get(decodeEntities(url));
        return to === undefined ? whole : `${before}${encodeEntities(to)}${after}`;
      }),
    ),
    text: text.replaceAll(written, (url) => led.get(url) ?? url),
  };
};

import { webHost } from '../../../db/facts/web-host.ts';
import { isAllowedHost } from '../../../domain/products/hosts.ts';
import type { RenderedMessage } from '../../templates/view.ts';

/** Attributes with an address, in HTML as react-email writes it: quoted. */
const addresses = /\s(href|src|action|formaction|background|poster|srcset)\s*=\s*(?:"([^"]*)"|'([^']*)')/giu;
/** What mail clients make a link of by themselves. */
const written = /\b[a-z][a-z\d+.-]*:\/\/[^\s<>"'`\\]+|\bjavascript:\S/giu;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replace(
    /&(?:#x([\da-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/giu,
    (whole, hex?: string, code?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const point = hex === undefined ? Number(code) : Number.parseInt(hex, 16);
      return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
    },
  );

/**
 * The links of a rendered message that may not leave (R208): what is no web address, and what leads to another host than
 * `allowed`. Pictures may come from any host, by the web alone. Empty: all is well.
 */
export const wrongLinks = (
  { html, text }: Pick<RenderedMessage, 'html' | 'text'>,
  allowed: readonly string[],
): string[] => {
  const isRight = (url: string): boolean => isAllowedHost(webHost(url), allowed);
  const inHtml = [...html.matchAll(addresses)].filter(([, name, double, single]) => {
    const url = decoded(double ?? single ?? '').trim();
    if (url === '') return false;
    const isLink = /^(?:href|action|formaction)$/iu.test(name!);
    return isLink ? !isRight(url) && !isEmailAddress(url) : webHost(url) === '';
  });
  const inText = [...text.matchAll(written)]
    .map(([url]) => url.replace(/[).,;:!?]+$/u, ''))
    .filter((url) => !isRight(url));
  return [...inHtml.map(([, , double, single]) => decoded(double ?? single ?? '')), ...inText];
};

const isEmailAddress = (url: string): boolean => /^mailto:[^\s?]+@[^\s?]+$/iu.test(url);

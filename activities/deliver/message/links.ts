import { webHost } from '../../../db/facts/web-host.ts';
import { isAllowedHost } from '../../../domain/products/hosts.ts';
import { decodeEntities } from '../../templates/links/entities.ts';
import type { RenderedMessage } from '../../templates/view.ts';

/** Attributes with an address, in HTML as react-email writes it: quoted. */
const addresses = /\s(href|src|action|formaction|background|poster|srcset)\s*=\s*(?:"([^"]*)"|'([^']*)')/giu;
/** What mail clients make a link of by themselves. */
const written = /\b[a-z][a-z\d+.-]*:\/\/[^\s<>"'`\\]+|\bjavascript:\S/giu;

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
    const url = decodeEntities(double ?? single ?? '').trim();
    if (url === '') return false;
    const isLink = /^(?:href|action|formaction)$/iu.test(name!);
    return isLink ? !isRight(url) && !isEmailAddress(url) : webHost(url) === '';
  });
  const inText = [...text.matchAll(written)]
    .map(([url]) => url.replace(/[).,;:!?]+$/u, ''))
    .filter((url) => !isRight(url));
  return [...inHtml.map(([, , double, single]) => decodeEntities(double ?? single ?? '')), ...inText];
};

const isEmailAddress = (url: string): boolean => /^mailto:[^\s?]+@[^\s?]+$/iu.test(url);

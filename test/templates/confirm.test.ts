import { describe, expect, test } from 'vitest';
import { render } from '../../activities/templates/index.ts';
import { locales } from '../../domain/templates.ts';
import { confirmView } from './samples.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/gu, ' ');

describe.each(locales)('the confirmation of a sign-up in %s', (locale) => {
  test('asks for one thing, greets nobody, says until when and what happens without it', async () => {
    const { html, text } = await render('consent/confirm', locale, confirmView);
    const calls = html.match(/<a [^>]*data-call="main"[^>]*>/gu) ?? [];
    expect(calls).toHaveLength(1);
    expect(calls[0]).toContain(`href="${confirmView.confirmation.url}"`);
    expect(text.split(confirmView.confirmation.url)).toHaveLength(2);
    const words =
      locale === 'fr'
        ? ['Bonjour,', 'Si ce n’était pas vous, ne faites rien', '24 novembre 2026', '10 h 42']
        : ['Hello,', 'If it was not you, do nothing', '24 November 2026', '10:42'];
    for (const part of [html, text].map(plain)) for (const wanted of words) expect(part).toContain(wanted);
  });

  test('advertises nothing: no other link than the shop and the button', async () => {
    const { html } = await render('consent/confirm', locale, confirmView);
    const links = [...html.matchAll(/href="([^"]*)"/gu)].map(([, url]) => url);
    expect(new Set(links)).toEqual(new Set([`${confirmView.shop.url}/`, confirmView.confirmation.url]));
  });
});

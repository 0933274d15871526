import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Locale } from '../../domain/templates.ts';
import { oneLine } from './frame/clean.ts';
import { Frame } from './frame/frame.tsx';
import { frameText } from './frame/frame-text.ts';
import { typeset } from './frame/typeset.ts';
import type { Envelope, Template } from './template.ts';
import type { FrameView, RenderedMessage } from './view.ts';

/** Renders `template` for `view`: subject, HTML and plain text from the same words. Pure. */
export const renderTemplate = <View extends FrameView, Copy extends Envelope>(
  template: Template<View, Copy>,
  locale: Locale,
  view: View,
): RenderedMessage => {
  const clean = { ...view, shop: { ...view.shop, name: oneLine(view.shop.name, 80) } };
  const copy = typeset(template.copy[locale](clean), locale);
  const { html, text } = template.body(copy, clean, locale);
  return {
    // One line has plain spaces: those of its language are set anew.
    subject: typeset(oneLine(copy.subject, 160), locale),
    html: documentOf(
      <Frame envelope={copy} view={clean} locale={locale}>
        {html}
      </Frame>,
    ),
    text: frameText(copy, clean, locale, text),
  };
};

const doctype =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

/** What React tells a browser of images to come: nothing to a mail client. */
const hints = /<link rel="preload" as="image"[^>]*>/gu;

/** @throws what a part of the page throws. */
const documentOf = (page: ReactElement): string => `${doctype}${renderToStaticMarkup(page).replaceAll(hints, '')}`;

import { type CSSProperties, createContext, useContext } from 'react';
import type { Palette, Typeface } from '../../../domain/policy/theme.ts';
import { plainTheme, type ThemeView } from './theme.ts';

const families: Readonly<Record<Typeface, string>> = {
  sans: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
  serif: "Georgia, 'Times New Roman', serif",
};

/** Inline styles of a theme: mail clients drop style sheets. Widths are those of a paper of 600 pixels. */
const lookOf = ({ colours, typefaces, corners }: Pick<ThemeView, 'colours' | 'typefaces' | 'corners'>) => {
  const { page, paper, ink, soft, rule, accent, onAccent } = colours.light;
  const heading = families[typefaces.headings];
  const round = `${corners}px`;
  return {
    page: { margin: 0, padding: '24px 0', backgroundColor: page, fontFamily: families[typefaces.text], color: ink },
    paper: {
      maxWidth: '600px',
      margin: '0 auto',
      backgroundColor: paper,
      borderRadius: `${Math.round(corners * 1.6)}px`,
    },
    preview: { display: 'none', maxHeight: 0, maxWidth: 0, overflow: 'hidden', opacity: 0, lineHeight: '1px' },
    header: { padding: '28px 36px 0', textAlign: 'center' },
    shop: {
      fontFamily: heading,
      fontSize: '20px',
      letterSpacing: '0.04em',
      color: ink,
      textDecoration: 'none',
      overflowWrap: 'anywhere',
    },
    logo: { display: 'inline-block', maxWidth: '100%', height: 'auto', border: 0 },
    content: { padding: '12px 36px 32px' },
    title: {
      fontFamily: heading,
      fontSize: '26px',
      lineHeight: '34px',
      fontWeight: 400,
      margin: '20px 0 16px',
      color: ink,
      overflowWrap: 'anywhere',
    },
    text: { fontSize: '16px', lineHeight: '26px', margin: '0 0 16px', color: ink, overflowWrap: 'anywhere' },
    soft: { fontSize: '14px', lineHeight: '22px', margin: 0, color: soft, overflowWrap: 'anywhere' },
    term: {
      fontSize: '15px',
      lineHeight: '22px',
      fontWeight: 600,
      margin: '0 0 2px',
      color: ink,
      overflowWrap: 'anywhere',
    },
    point: { fontSize: '15px', lineHeight: '23px', margin: '0 0 14px', color: ink, overflowWrap: 'anywhere' },
    line: { borderTop: `1px solid ${rule}`, padding: '14px 0' },
    picture: { width: '72px', verticalAlign: 'top' },
    image: { borderRadius: round, objectFit: 'cover', backgroundColor: page },
    /** What stands in a line takes the room that picture and price leave. */
    lineText: { verticalAlign: 'top', width: '100%' },
    besidePicture: { verticalAlign: 'top', width: '100%', paddingLeft: '14px' },
    lineTitle: { fontSize: '15px', lineHeight: '21px', margin: '0 0 2px', color: ink, overflowWrap: 'anywhere' },
    linePrice: { verticalAlign: 'top', textAlign: 'right', whiteSpace: 'nowrap', paddingLeft: '12px' },
    price: { fontSize: '15px', lineHeight: '21px', margin: 0, color: ink },
    total: { fontSize: '16px', lineHeight: '24px', fontWeight: 600, margin: 0, color: ink },
    link: { color: 'inherit', textDecoration: 'none' },
    callRow: { padding: '24px 0 20px', textAlign: 'center' },
    call: {
      backgroundColor: accent,
      color: onAccent,
      borderRadius: round,
      padding: '14px 30px',
      fontSize: '16px',
      fontWeight: 600,
      textDecoration: 'none',
    },
    codeBox: {
      border: `1px dashed ${accent}`,
      borderRadius: `${Math.round(corners * 1.3)}px`,
      padding: '16px',
      textAlign: 'center',
    },
    code: {
      fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
      fontSize: '24px',
      lineHeight: '32px',
      letterSpacing: '0.08em',
      margin: 0,
      color: ink,
      overflowWrap: 'anywhere',
    },
    footer: { maxWidth: '600px', margin: '0 auto', padding: '20px 36px', textAlign: 'center' },
    small: { fontSize: '13px', lineHeight: '20px', margin: '0 0 6px', color: soft, overflowWrap: 'anywhere' },
    smallLink: { color: soft, textDecoration: 'underline' },
  } satisfies Record<string, CSSProperties>;
};

type Look = ReturnType<typeof lookOf>;

const LookContext = createContext<Look>(lookOf(plainTheme));

/** Gives the blocks of a message the look of its theme. */
export const { Provider: LookProvider } = LookContext;

/** The look of the message that a block stands in. */
export const useLook = (): Look => useContext(LookContext);

export { lookOf };

/** What a dark screen changes; `before`: a selector that says so. Class names are those of the frame and its parts. */
const darkRules = ({ page, paper, ink, soft, rule, accent, onAccent }: Palette, before: string): string =>
  [
    [`.page, ${before}.page > table > tbody > tr > td`, `background-color: ${page}`],
    ['.paper', `background-color: ${paper}`],
    ['.ink', `color: ${ink}`],
    ['.soft', `color: ${soft}`],
    ['.line', `border-color: ${rule}`],
    ['.call', `background-color: ${accent}; color: ${onAccent}`],
    ['.code', `border-color: ${accent}`],
    ['.logo-light', 'display: none'],
    ['.logo-dark', 'display: inline-block; max-height: none'],
  ]
    .map(([selector, style]) => `  ${before}${selector} { ${style!.replaceAll(/;|$/gu, ' !important$&')} }`)
    .join('\n');

/**
 * For the clients that do read a style sheet: small screens, and dark ones as they say it themselves (Apple Mail and
 * others by the media query, Outlook's web pages by an attribute). Padding stands in the cell of a section.
 */
export const styleOf = ({ colours }: Pick<ThemeView, 'colours'>): string => `
@media (max-width: 480px) {
  .page > table > tbody > tr > td { padding-top: 0 !important; }
  .header > tbody > tr > td { padding: 24px 20px 0 !important; }
  .content > tbody > tr > td { padding: 8px 20px 28px !important; }
  .footer > tbody > tr > td { padding: 20px !important; }
  .call { display: block !important; }
}
@media (prefers-color-scheme: dark) {
${darkRules(colours.dark, '')}
}
${darkRules(colours.dark, '[data-ogsc] ')}`;

import type { CSSProperties } from 'react';

const sans = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const serif = "Georgia, 'Times New Roman', serif";

const ink = '#23201c';
const soft = '#6a645c';
const rule = '#e7e1d8';
const accent = '#2f5d50';

/** Inline styles: mail clients drop style sheets. */
export const look = {
  page: { margin: 0, padding: '24px 12px', backgroundColor: '#f5f1ea', fontFamily: sans, color: ink },
  paper: { maxWidth: '560px', margin: '0 auto', backgroundColor: '#ffffff', borderRadius: '10px' },
  preview: { display: 'none', maxHeight: 0, maxWidth: 0, overflow: 'hidden', opacity: 0, lineHeight: '1px' },
  header: { padding: '28px 36px 0', textAlign: 'center' },
  shop: { fontFamily: serif, fontSize: '20px', letterSpacing: '0.04em', color: ink, textDecoration: 'none' },
  content: { padding: '12px 36px 32px' },
  title: {
    fontFamily: serif,
    fontSize: '26px',
    lineHeight: '34px',
    fontWeight: 400,
    margin: '20px 0 16px',
    color: ink,
  },
  text: { fontSize: '16px', lineHeight: '26px', margin: '0 0 16px', color: ink },
  soft: { fontSize: '14px', lineHeight: '22px', margin: 0, color: soft },
  term: { fontSize: '15px', lineHeight: '22px', fontWeight: 600, margin: '0 0 2px', color: ink },
  point: { fontSize: '15px', lineHeight: '23px', margin: '0 0 14px', color: ink },
  line: { borderTop: `1px solid ${rule}`, padding: '14px 0' },
  picture: { width: '72px', verticalAlign: 'top' },
  image: { borderRadius: '6px', objectFit: 'cover', backgroundColor: '#f5f1ea' },
  lineText: { verticalAlign: 'top', paddingLeft: '14px' },
  lineTitle: { fontSize: '15px', lineHeight: '21px', margin: '0 0 2px', color: ink },
  linePrice: { verticalAlign: 'top', textAlign: 'right', whiteSpace: 'nowrap', paddingLeft: '12px' },
  price: { fontSize: '15px', lineHeight: '21px', margin: 0, color: ink },
  total: { fontSize: '16px', lineHeight: '24px', fontWeight: 600, margin: 0, color: ink },
  link: { color: 'inherit', textDecoration: 'none' },
  callRow: { padding: '24px 0 20px', textAlign: 'center' },
  call: {
    backgroundColor: accent,
    color: '#ffffff',
    borderRadius: '6px',
    padding: '14px 30px',
    fontSize: '16px',
    fontWeight: 600,
    textDecoration: 'none',
  },
  codeBox: { border: `1px dashed ${accent}`, borderRadius: '8px', padding: '16px', textAlign: 'center' },
  code: {
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: '24px',
    lineHeight: '32px',
    letterSpacing: '0.08em',
    margin: 0,
    color: ink,
  },
  footer: { maxWidth: '560px', margin: '0 auto', padding: '20px 36px', textAlign: 'center' },
  small: { fontSize: '13px', lineHeight: '20px', margin: '0 0 6px', color: soft },
  smallLink: { color: soft, textDecoration: 'underline' },
} satisfies Record<string, CSSProperties>;

/** For the clients that do read a style sheet, in the dark. Class names are those of the frame and its parts. */
export const darkStyle = `
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: #191714 !important; }
  .paper { background-color: #24211d !important; }
  .ink { color: #f1ece4 !important; }
  .soft { color: #b5ada2 !important; }
  .line { border-color: #3b362f !important; }
  .call { background-color: #7fc4ae !important; color: #14231e !important; }
}`;

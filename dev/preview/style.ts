import { createHash } from 'node:crypto';

/** The one style of the preview's pages; inline, so that they load nothing but the letter. */
export const style = `
:root { color-scheme: light dark; --page: #f4f4f2; --paper: #fff; --ink: #1f2023; --soft: #5b5e66; --rule: #dcdcd8; --accent: #2a5a4c; --bad: #9c2330; }
@media (prefers-color-scheme: dark) { :root { --page: #17181a; --paper: #202225; --ink: #ecebe7; --soft: #a9abb3; --rule: #35373c; --accent: #7fc4ae; --bad: #ff9aa5; } }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 15rem 1fr; min-height: 100vh; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
nav { padding: 1rem; border-right: 1px solid var(--rule); background: var(--paper); overflow-y: auto; max-height: 100vh; position: sticky; top: 0; }
nav h2 { margin: 1rem 0 0.2rem; font-size: 0.8rem; text-transform: uppercase; letter-spacing: 0.06em; color: var(--soft); }
nav a, .ways a { display: block; padding: 0.15rem 0.4rem; border-radius: 4px; color: inherit; text-decoration: none; }
a[aria-current] { background: var(--accent); color: var(--paper); }
a:hover { text-decoration: underline; }
main { padding: 1rem 1.5rem 3rem; }
h1 { margin: 0 0 0.3rem; font-size: 1.3rem; }
.ways { display: flex; flex-wrap: wrap; gap: 0.3rem 1.6rem; margin: 0.8rem 0; padding: 0; }
.ways div { display: flex; flex-wrap: wrap; gap: 0.1rem; align-items: baseline; }
.ways span { color: var(--soft); margin-right: 0.3rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; margin: 0.8rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.bad { color: var(--bad); }
iframe { display: block; height: 75vh; min-height: 40rem; max-width: 100%; border: 1px solid var(--rule); background: #fff; }
pre { max-width: 45rem; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--paper); border: 1px solid var(--rule); font: 14px/1.5 ui-monospace, monospace; }
.sms { max-width: 22rem; padding: 0.8rem 1rem; border-radius: 1rem; background: var(--paper); border: 1px solid var(--rule); white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; max-height: 12rem; } }`;

/** Their own style, and a letter in a frame of its own. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

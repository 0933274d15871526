import { createHash } from 'node:crypto';

/** The one style of the pages that customers open from their messages; inline, so that they load nothing. */
export const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #23201c; --soft: #6a645c; --rule: #e7e1d8; --page: #f5f1ea;
  --accent: #2f5d50; --on-accent: #fff; --told: #e4efe9; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--ink);
  font: 17px/1.6 system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif; }
main { width: min(30rem, 100% - 2rem); margin: 1rem; padding: 2.5rem; border-radius: 12px; background: var(--paper);
  text-align: center; }
main.wide { width: min(36rem, 100% - 2rem); text-align: left; }
h1 { margin: 0 0 0.8rem; font: 400 1.6rem/1.3 Georgia, 'Times New Roman', serif; }
h2 { margin: 0 0 0.2rem; font-size: 1.05rem; }
p { margin: 0; }
a { color: inherit; }
.soft { color: var(--soft); font-size: 0.94rem; }
.links { margin-top: 1.6rem; font-size: 0.94rem; }
.told { margin: 0 0 1.2rem; padding: 0.7rem 1rem; border-radius: 6px; background: var(--told); }
fieldset { margin: 1.4rem 0 0; padding: 1.1rem 0 0; border: 0; border-top: 1px solid var(--rule); }
legend { float: left; width: 100%; margin-bottom: 0.5rem; padding: 0; font-weight: 600; }
legend + * { clear: both; }
legend span { color: var(--soft); font-weight: 400; white-space: nowrap; }
label { display: flex; gap: 0.8rem; align-items: flex-start; padding: 0.45rem 0; cursor: pointer; }
select { min-height: 2.6rem; padding: 0.3rem 0.6rem; border: 1px solid var(--rule); border-radius: 6px; font: inherit; }
input[type='checkbox'] { flex: none; width: 1.35rem; height: 1.35rem; margin: 0.15rem 0 0; accent-color: var(--accent); }
input[disabled], input[disabled] + span { cursor: default; opacity: 0.65; }
section { margin-top: 1.6rem; padding-top: 1.1rem; border-top: 1px solid var(--rule); }
button { min-height: 2.9rem; margin-top: 1.6rem; padding: 0.8rem 1.8rem; border: 0; border-radius: 6px; font: inherit;
  font-weight: 600; background: var(--accent); color: var(--on-accent); cursor: pointer; }
section button { margin-top: 0.8rem; padding: 0.6rem 1.3rem; border: 1px solid var(--accent); background: none;
  color: var(--ink); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
@media (max-width: 30rem) {
  main { padding: 1.6rem 1.3rem; }
  main.wide button { width: 100%; }
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #24211d; --ink: #f1ece4; --soft: #b5ada2; --rule: #3b362f; --page: #191714; --accent: #7fc4ae;
    --on-accent: #14231e; --told: #2b3a34; }
}`;

/** The pages' content policy: their own style, their own forms, nothing else. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const pageHeaders = {
  'content-security-policy': pagePolicy,
  'cache-control': 'no-store',
  // The address of the page is the customer's secret.
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

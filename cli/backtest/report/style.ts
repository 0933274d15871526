/** The report's own style: one file, nothing loaded, light and dark. */
export const style = `
:root { color-scheme: light dark; --line: #d5d9de; --soft: #f4f6f8; --ink: #16202a; --quiet: #55606b; --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --line: #38424c; --soft: #1d252d; --ink: #e8edf2; --quiet: #a4afba; --paper: #12181e; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 840px; margin: 0 auto; padding: 24px 16px 64px; overflow-wrap: anywhere; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 20px; line-height: 1.3; margin: 40px 0 4px; }
p { margin: 4px 0 12px; }
.quiet { color: var(--quiet); }
dl { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; margin: 20px 0; }
dl div { background: var(--soft); border-radius: 8px; padding: 10px 14px; }
dt { color: var(--quiet); font-size: 14px; line-height: 1.35; }
dd { margin: 0; font-size: 24px; font-variant-numeric: tabular-nums; }
figure { margin: 8px 0 0; }
figure svg { display: block; max-width: 100%; height: auto; }
figure .narrow svg { width: 100%; }
figure .narrow { display: none; }
@media (max-width: 560px) {
  h1 { font-size: 22px; }
  dl { grid-template-columns: repeat(2, 1fr); }
  figure .narrow { display: block; }
  figure .wide { display: none; }
}
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 8px 0 0; padding: 0; list-style: none; font-size: 14px; }
.legend li { display: flex; align-items: center; gap: 6px; }
.legend i { width: 12px; height: 12px; border-radius: 3px; flex: none; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 15px; overflow-wrap: normal; }
th, td { text-align: left; padding: 6px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--quiet); font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
`;

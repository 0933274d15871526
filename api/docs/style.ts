/** The page's only style; kept with it so that the api serves no files. */
export const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; grid-template-columns: 15rem minmax(0, 50rem); gap: 2rem; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; box-sizing: border-box; }
nav a { display: block; text-decoration: none; color: inherit; padding: 0.1rem 0; font-size: 0.9rem; }
nav a:hover { text-decoration: underline; }
main { padding: 1rem 1rem 6rem; }
h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
td, th { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0; border-top: 1px solid #8884; }
pre { overflow: auto; padding: 0.8rem; background: #8881; border-radius: 6px; font-size: 0.85rem; }
small { opacity: 0.7; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; columns: 2; } }
`;

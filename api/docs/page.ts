import type { StoreEventType } from '../../domain/events.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { ignoredReasons } from '../../domain/reasons.ts';
import { catalogue } from '../events/catalogue.ts';
import { eventSchema, eventTypes, exampleEvent, type JsonSchema } from './event-schemas.ts';
import { fieldsOf } from './fields.ts';
import { effectOf } from './markdown.ts';
import { style } from './style.ts';

const escape = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[found]!);

const curl = (origin: string, event: object): string =>
  [
    `curl -sS ${origin}/v1/events \\`,
    "  -H 'Authorization: Bearer rl_…' -H 'Content-Type: application/json' \\",
    `  -d '${JSON.stringify(event)}'`,
  ].join('\n');

const code = (text: string): string => `<pre><code>${escape(text)}</code></pre>`;

const section = (origin: string, specs: readonly JourneySpec[], type: StoreEventType): string => {
  const fields = fieldsOf(eventSchema(type).properties?.['data'] as JsonSchema);
  const rows = fields.map(
    ({ path, type: kind, required, about }) =>
      `<tr><td><code>${escape(path)}</code>${required ? '' : ' <small>optional</small>'}</td>` +
      `<td>${escape(kind)}</td><td>${escape(about)}</td></tr>`,
  );
  return `<section id="${type}"><h2>${type}</h2>
<p>${escape(catalogue[type].about)} <em>${escape(effectOf(type, specs)).replaceAll('`', '')}.</em></p>
${rows.length > 0 ? `<table><thead><tr><th>data</th><th>type</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>` : ''}
${code(curl(origin, exampleEvent(type)))}</section>`;
};

/** `GET /docs`: every event with a request that can be copied. */
export const docsPage = (origin: string, specs: readonly JourneySpec[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relance: events</title><style>${style}</style></head><body>
<nav aria-label="Events">${eventTypes.map((type) => `<a href="#${type}">${type}</a>`).join('')}</nav>
<main><h1>Events</h1>
<p>A store tells what happens with <code>POST /v1/events</code>: one event, a list of up to 500, or
<code>{"events": [...]}</code>. The answer is 202 with each event’s fate; a single event that is not valid is 422 and
names the field. Ask again after any 5xx: an event that was kept answers <code>duplicate</code>.
Also as <a href="/openapi.json">OpenAPI 3.1</a> and <a href="/v1/events/schema">JSON Schema</a>.</p>
<h2>Fates</h2>
<p><code>applied</code>, <code>duplicate</code> (kept before), <code>conflict</code> (another event has this id),
<code>invalid</code>, <code>quarantined</code> (kept and put aside: a fault of ours, nothing to send again), or
<code>ignored</code> for one of these reasons:</p>
<table><tbody>${Object.entries(ignoredReasons)
  .map(([reason, meaning]) => `<tr><td><code>${reason}</code></td><td>${escape(meaning)}</td></tr>`)
  .join('')}</tbody></table>
${eventTypes.map((type) => section(origin, specs, type)).join('\n')}
</main></body></html>
`;

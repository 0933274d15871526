import { readFileSync, writeFileSync } from 'node:fs';
import { eventsMarkdown } from '../../api/docs/markdown.ts';
import { specs } from '../../api/specs.ts';
import { withEvents } from '../journeys/known-events.ts';

/** `npm run docs`: writes docs/events.md and the table of events in docs/authoring.md, from the event catalogue and the journeys. */
writeFileSync(new URL('../../docs/events.md', import.meta.url), eventsMarkdown(specs));
const authoring = new URL('../../docs/authoring.md', import.meta.url);
writeFileSync(authoring, withEvents(readFileSync(authoring, 'utf8')));
console.log('docs/events.md and docs/authoring.md are up to date.');

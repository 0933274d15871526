import { writeFileSync } from 'node:fs';
import { eventsMarkdown } from '../../api/docs/markdown.ts';
import { specs } from '../../api/specs.ts';

/** `npm run docs`: writes docs/events.md from the event catalogue and the journeys. */
writeFileSync(new URL('../../docs/events.md', import.meta.url), eventsMarkdown(specs));
console.log('docs/events.md is up to date.');

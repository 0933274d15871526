import type { StoreEventType } from '../../domain/events.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import { ignoredReasons, quarantineReasons } from '../../domain/reasons.ts';
import { catalogue } from '../events/catalogue.ts';
import { changes } from '../intake/changes/changes.ts';
import { eventSchema, eventTypes, type JsonSchema } from './event-schemas.ts';
import { fieldsOf } from './fields.ts';

/** What an event does, in a few words: its state, and the journeys that use it. */
export const effectOf = (type: StoreEventType, specs: readonly JourneySpec[]): string => {
  const uses = specs.flatMap((spec) => {
    const how = [
      ...(triggersOf(spec).includes(type) ? ['starts'] : []),
      ...(spec.exitOn.some((exit) => exit.name === type) ? ['stops'] : []),
      ...(spec.listens?.some((listened) => listened.name === type) ? ['is heard by'] : []),
    ];
    return how.map((verb) => `${verb} \`${spec.name}\``);
  });
  const state = changes[type] ? ['changes the state'] : [];
  return [...state, ...uses].join(', ') || 'kept; no journey uses it yet';
};

/** docs/events.md: written by `npm run docs`, checked by a test. */
export const eventsMarkdown = (specs: readonly JourneySpec[]): string =>
  [
    '# Events',
    '',
    'What a store tells Relance, by `POST /v1/events`. Written by `npm run docs` from the objects that validate',
    'events (`api/events`); the api serves the same as `GET /docs`, `GET /openapi.json` and `GET /v1/events/schema`.',
    '',
    'Every event is `{"id", "type", "occurredAt", "customer", "data"}`. `id` is the store’s own: the same event told',
    'twice is applied once. `customer` holds at least one of `id`, `email`, `phone`, `anonymousId`; events about',
    'products have none. Amounts are in minor units: `{"amount": 1990, "currency": "EUR"}` is 19.90 €.',
    '',
    '| type | what happened | what it does |',
    '|---|---|---|',
    ...eventTypes.map(
      (type) => `| [\`${type}\`](#${anchorOf(type)}) | ${catalogue[type].about} | ${effectOf(type, specs)} |`,
    ),
    '',
    'An event that changes nothing in any journey answers `ignored` with one of these reasons:',
    '',
    '| reason | meaning |',
    '|---|---|',
    ...Object.entries(ignoredReasons).map(([reason, meaning]) => `| \`${reason}\` | ${meaning} |`),
    '',
    'An event that meets a fault of ours, however often it is tried, answers `quarantined`: it is kept whole, changes',
    'nothing, holds up no other event, and need not be sent again. `npm run quarantine` shows and applies it.',
    '',
    '| reason | meaning |',
    '|---|---|',
    ...Object.entries(quarantineReasons).map(([reason, meaning]) => `| \`${reason}\` | ${meaning} |`),
    ...eventTypes.flatMap(section),
    '',
  ].join('\n');

const anchorOf = (type: StoreEventType): string => type.replaceAll(/[^a-z_]/g, '');

const section = (type: StoreEventType): readonly string[] => {
  const fields = fieldsOf(eventSchema(type).properties?.['data'] as JsonSchema);
  return [
    '',
    `## ${type}`,
    '',
    catalogue[type].about,
    '',
    ...(fields.length === 0
      ? []
      : [
          '| field of `data` | type | |',
          '|---|---|---|',
          ...fields.map(
            ({ path, type: kind, required, about }) =>
              `| \`${path}\`${required ? '' : ' (optional)'} | ${kind} | ${about.replaceAll('|', '\\|')} |`,
          ),
          '',
        ]),
    '```json',
    JSON.stringify(catalogue[type].example),
    '```',
  ];
};

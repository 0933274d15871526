import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventTypes, exampleEvent } from '../../api/docs/event-schemas.ts';
import { eventsMarkdown } from '../../api/docs/markdown.ts';
import { readEvent } from '../../api/events/read-event.ts';
import { specs } from '../../api/specs.ts';
import { noon, useIntake } from './intake-server.ts';

const intake = useIntake();

test('docs/events.md is what `npm run docs` writes', () => {
  const written = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');
  expect(written).toBe(eventsMarkdown(specs));
});

test.each(eventTypes)('R132 the documented example of %s is accepted', async (type) => {
  const event = { ...exampleEvent(type), occurredAt: new Date(noon).toISOString() };
  expect(readEvent(event, noon)).toMatchObject({ ok: true });
  const { status, body } = await intake.post(event);
  expect([status, body.events[0]?.fate]).toEqual([202, expect.stringMatching(/^(applied|ignored)$/)]);
});

test('OpenAPI 3.1 and JSON Schema are served, and every reference in them leads somewhere', async () => {
  for (const path of ['/openapi.json', '/v1/events/schema']) {
    const document = (await (await intake.request(path)).json()) as object;
    const references = JSON.stringify(document).matchAll(/"(#\/[^"]+)"/g);
    for (const [, reference] of references) {
      const found = reference!
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect(found, reference).toBeTypeOf('object');
    }
    expect(eventTypes.every((type) => JSON.stringify(document).includes(`/${type}"`))).toBe(true);
  }
});

test('the page has a request for every event that works as it stands', async () => {
  const response = await intake.request('/docs');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  const page = await response.text();
  const bodies = [...page.matchAll(/-d '([^']+)'<\/code>/g)].map(([, body]) => body!.replaceAll('&quot;', '"'));
  expect(bodies.map((body) => (JSON.parse(body) as { type: string }).type)).toEqual(eventTypes);
  expect(page).toContain(`curl -sS ${intake.url}/v1/events`);
});

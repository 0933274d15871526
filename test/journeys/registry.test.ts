import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sentMessages } from '../../api/journeys/sent-messages.ts';
import { retimedBySeason } from '../../api/season/concerned.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import { needsOf } from '../../domain/template-needs.ts';
import { defaultRanks } from '../../domain/policy/ranks.ts';
import * as index from '../../workflows/index.ts';

const registry: Readonly<Record<string, { readonly name: string; readonly spec: JourneySpec }>> = { ...index };
const folder = new URL('../../workflows/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
const camelCase = (file: string) =>
  file.replace('.ts', '').replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

test.for(files)('%s is in the registry under its own name, with a sentence that says what it does', (file) => {
  const name = camelCase(file);
  const lines = readFileSync(new URL('index.ts', folder), 'utf8').split('\n');
  expect(lines).toContain(`export { ${name} } from './${file}';`);
  const journey = registry[name];
  expect(journey?.spec.name).toBe(name);
  expect(journey?.name).toBe(name);
  expect(readFileSync(new URL(file, folder), 'utf8')).toMatch(
    new RegExp(`/\\*\\* [A-Z][^\\n]+\\. \\*/\\nexport const ${name} = journey`),
  );
});

test('no module of a journey keeps anything from one run to the next: simulations share it, and workers do not', () => {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const state = /^(?:export )?(?:(?:let|var) |const [^\n]*= new (?:Weak)?(?:Map|Set)\b)/mu;
    expect(readFileSync(new URL(name, folder), 'utf8'), name).not.toMatch(state);
  }
});

test('every journey in the registry has a file and something that starts it', () => {
  expect(Object.keys(registry).toSorted()).toEqual(files.map(camelCase).toSorted());
  for (const { spec } of Object.values(registry)) expect(triggersOf(spec)).not.toEqual([]);
});

test('R95 every journey says what it is to bring about, and who answers for it', () => {
  for (const { spec } of Object.values(registry)) {
    expect(spec.goal, spec.name).toBeDefined();
    expect(spec.owner, spec.name).toMatch(/^\S.*$/);
    expect(spec.reviewBy, spec.name).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

test('R227 every journey says what it builds on; one that is nothing without a product needs whole products', () => {
  for (const { spec } of Object.values(registry)) {
    expect(spec.needs?.length, spec.name).toBeGreaterThan(0);
    const sent = sentMessages.filter(({ journey }) => journey === spec.name);
    if (sent.some(({ channel }) => channel === 'email')) expect(spec.needs, spec.name).toContain('email');
    if (sent.length > 0 && sent.every(({ template }) => needsOf(template)?.mustPropose)) {
      expect(spec.needs, spec.name).toEqual(expect.arrayContaining(['title', 'price', 'picture', 'page']));
    }
    if (triggersOf(spec).includes('product.bought')) expect(spec.needs, spec.name).toContain('usageDuration');
    if (triggersOf(spec).includes('birthday.near')) expect(spec.needs, spec.name).toContain('birthday');
  }
});

test('a name that a cadence gives a time is one that the body waits for', () => {
  for (const { spec } of Object.values(registry)) {
    const file = files.find((one) => camelCase(one) === spec.name)!;
    const body = readFileSync(new URL(file, folder), 'utf8');
    for (const step of Object.keys(spec.cadence ?? {})) {
      expect(body, `${spec.name}: ${step}`).toMatch(
        new RegExp(`(wait|reach|reachEvent|reachEventEnd|waitFor)\\([^)]*'${step}'`),
      );
    }
  }
});

test('R89 a journey that waits for the next event says so: it is told of every change of the calendar', () => {
  const waiting = Object.values(registry).filter(({ spec }) => {
    const file = files.find((one) => camelCase(one) === spec.name)!;
    const waits = readFileSync(new URL(file, folder), 'utf8').match(/j\.reachEvent(End)?\(|whileEvent/u) !== null;
    expect(spec.awaitsEvent ?? false, spec.name).toBe(waits);
    return waits;
  });
  const concerned = retimedBySeason(
    Object.values(registry).map(({ spec }) => spec),
    { byJourney: {} },
  ).map(({ name }) => name);
  expect(waiting.length).toBeGreaterThan(1);
  expect(concerned).toEqual(expect.arrayContaining(waiting.map(({ name }) => name)));
});

test('R183 every journey has its place in the order of ranks', () => {
  for (const { spec } of Object.values(registry)) expect(defaultRanks.order).toContain(spec.rank);
});

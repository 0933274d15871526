import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sentMessages } from '../../api/journeys/sent-messages.ts';
import { allMaps, indexPage } from '../../cli/journeys/all-maps.ts';
import { coverageInWords, coverageOf, sourceOf } from '../../cli/journeys/coverage.ts';
import { explore } from '../../cli/journeys/explore.ts';
import { occasionsOf } from '../../cli/journeys/occasions.ts';
import { pictureOf } from '../../cli/journeys/picture.ts';
import { sentMessages as messagesOf } from '../../cli/journeys/sent-messages.ts';
import { workflowBundle } from '../../cli/simulator/bundle.ts';
import { openSandbox, type Sandbox } from '../../cli/simulator/sandbox.ts';
import * as samples from './sample-journeys.ts';

const folder = new URL('../../docs/journeys/', import.meta.url);
const kept = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

let walked: ReturnType<typeof allMaps> | undefined;
/** Every journey, once for all tests. */
const mapsOfAll = async () => (walked ??= allMaps());

test('R129 the pictures in docs/journeys, and what each journey is said to send, are those of the journeys as they are; else run `npm run journeys`', async () => {
  const maps = await mapsOfAll();
  expect(sentMessages).toEqual(messagesOf(maps));
  const pictures = maps.map(pictureOf);
  expect(pictures.length).toBeGreaterThan(0);
  const wanted = pictures.flatMap(({ file }) => [`${file}.svg`, `${file}.md`]);
  expect(readdirSync(folder).toSorted()).toEqual([...wanted, 'README.md'].toSorted());
  for (const { file, svg, page } of pictures) {
    expect(kept(`${file}.svg`)).toBe(svg);
    expect(kept(`${file}.md`)).toBe(page);
  }
  expect(kept('README.md')).toBe(indexPage(pictures));
}, 120_000);

test('R133 R284 every message that a journey’s file names is come to by one of its ways, and each exit ends it at once', async () => {
  const maps = await mapsOfAll();
  const coverage = coverageOf(maps);
  expect(coverage.missed).toEqual([]);
  expect(coverage.reached).toBeGreaterThanOrEqual(maps.length);
  expect(coverage.exits).toBe(maps.reduce((sum, { spec }) => sum + spec.exitOn.length, 0));
  // A way that nobody can go is found: nobody comes to what is named in a file and never sent.
  const [one] = maps;
  const blind = coverageOf([one!], (name) => `${sourceOf(name)} if (false) await j.send('email', 'birthday/wishes');`);
  expect(blind.missed).toEqual([`${one!.spec.name} birthday/wishes`]);
  expect(coverageInWords(blind)).toMatch(/, not \w+ birthday\/wishes\.$/u);
}, 120_000);

describe('what is drawn of a journey', () => {
  const state: { sandbox?: Sandbox } = {};
  beforeAll(async () => {
    state.sandbox = await openSandbox(await workflowBundle(new URL('./sample-journeys.ts', import.meta.url).pathname));
  });
  afterAll(() => state.sandbox?.close());

  test('has the arms of a split, the roads after an event, and a road that a withheld step opens', async () => {
    const { text, svg } = pictureOf(await explore(state.sandbox!, samples.forked));
    const lines = text.split('\n');
    expect(lines[0]).toBe('forked (marketing, rank cart)');
    for (const arm of ['none', 'cartTen']) {
      const at = lines.findIndex((line) => line.startsWith(`  offer: ${arm} (`) && line.endsWith('% of 64 customers)'));
      expect(lines.slice(at + 1, at + 3)).toEqual([
        '    1h         email cart/reminder',
        `    2d 1h      email cart/offer (offer: ${arm})`,
      ]);
    }
    expect(lines.slice(7)).toEqual([
      '  checkout.started before cart/reminder#1',
      '    1h         email cart/reminder',
      '    2h         email cart/reassurance [transactional]',
      '  checkout.started before cart/offer#1',
      '    1h         email cart/reminder',
      '    1d 2h      email cart/reassurance [transactional]',
      '  cart/reminder#1 withheld',
      '    1h         email cart/reminder withheld',
      '  ends at once: order.placed, cart.emptied (same cartId)',
    ]);
    expect(svg).toContain('cart/reassurance');
    expect(svg).toContain('Ends at once, between any two steps: order.placed, cart.emptied (same cartId).');
  });

  test('shows that a change of the season moves a wait', async () => {
    const { branches } = await explore(state.sandbox!, samples.seasonal);
    expect(branches.map(({ who, road }) => `${who}: ${road.steps.map(({ after }) => after / 60_000).join()}`)).toEqual([
      'every customer: 60,1500',
      'season mode event: 15,1455',
      'season mode dday: 10,1450',
    ]);
  });

  test('a journey that an exit does not end is found out', async () => {
    await expect(explore(state.sandbox!, samples.deaf)).rejects.toThrow(
      'deaf: order.placed is in exitOn, and did not end the run at once after the last step.',
    );
  });
});

test('the ways in which an event may be told come from its own description', () => {
  for (const occasion of occasionsOf('cart.updated')) expect(occasion.ids).toHaveProperty('cartId');
  expect(occasionsOf('order.placed')[0]).toMatchObject({ type: 'order.placed', label: '' });
});

import { runGateStorm } from '../gate/gate-storm.ts';
import type { Part, Scale } from '../part.ts';

const people: Readonly<Record<Scale, number>> = { quick: 800, full: 12_000 };
const kills: Readonly<Record<Scale, number>> = { quick: 2, full: 10 };

const gatePart = (name: string, scales: readonly Scale[]): Part => ({
  name,
  title: 'the gate called by several processes, answers of the provider lost',
  scales,
  plan: (_random, scale) => [
    { fault: 'gate alone: answers lost, truncated, late, refused', detail: { people: people[scale] } },
    ...Array.from({ length: kills[scale] }, () => ({ fault: 'gate alone: process kill -9' })),
  ],
  run: async (context) =>
    runGateStorm(context, { people: people[context.scale], kills: kills[context.scale], buyerOneOf: 8 }),
});

/** Ten parts of 12,000 people: what of the 100,000 sends does not need Temporal. */
export const gateParts: readonly Part[] = [
  gatePart('gate', ['quick']),
  ...Array.from({ length: 10 }, (_, index) => gatePart(`gate-${String(index + 1).padStart(2, '0')}`, ['full'])),
];

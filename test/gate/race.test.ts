import { expect, test } from 'vitest';
import { raceAtGate } from '../faults/race/gate/race-at-gate.ts';
import { renderRaceTable, whatBroke } from '../faults/race/table.ts';
import { seed } from '../stack/seed.ts';

/** `npm run race` in small: the same processes, the same judge, a PostgreSQL that syncs every commit. */
test('R15 2,000 purchases raced against the gate on four processes: none is claimed after its purchase; a gate known to be wrong is caught', async () => {
  const rows = await raceAtGate({
    seed,
    processes: 4,
    byIntake: 500,
    bySql: 1_500,
    control: 500,
    progress: (line) => console.log(line),
  });
  console.log(`race, seed ${seed}\n${renderRaceTable(rows)}`);
  expect(whatBroke(rows)).toEqual([]);
  expect(rows.map(({ tally, control }) => [tally.pairs, control || tally.wrong])).toEqual([
    [500, 0],
    [1_500, 0],
    [500, true],
  ]);
}, 180_000);

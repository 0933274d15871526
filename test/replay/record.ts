import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import * as journeys from '../../workflows/index.ts';
import { playOnRealServer } from './real-server.ts';
import { scenariosOf } from './scenarios.ts';

// Records histories for the replay test: `npx tsx test/replay/record.ts [journey [scenario…]]`. A released history
// is never recorded again over itself: it stands for runs that are still alive somewhere.

const [only, ...names] = process.argv.slice(2);

for (const { spec } of Object.values(journeys)) {
  if (only !== undefined && only !== spec.name) continue;
  const all = scenariosOf[spec.name] ?? [];
  const wanted = names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all;
  const histories = await playOnRealServer(wanted, spec);
  for (const [n, { name }] of wanted.entries()) {
    const file = `${spec.name}.${name}.json`;
    writeFileSync(new URL(`../histories/${file}`, import.meta.url), `${historyToJSON(histories[n]!)}\n`);
    console.log(`test/histories/${file}: ${histories[n]!.events?.length ?? 0} events`);
  }
}

import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { playOnRealServer } from './real-server.ts';
import { scenarios } from './scenarios.ts';

// Records histories for the replay test: `npx tsx test/replay/record.ts [scenario…]`. A released history
// is never recorded again over itself: it stands for runs that are still alive somewhere.

const names = process.argv.slice(2);
const wanted = names.length > 0 ? scenarios.filter(({ name }) => names.includes(name)) : scenarios;

const histories = await playOnRealServer(wanted);
for (const [n, { name }] of wanted.entries()) {
  const file = `${cartAbandonment.spec.name}.${name}.json`;
  writeFileSync(new URL(`../histories/${file}`, import.meta.url), `${historyToJSON(histories[n]!)}\n`);
  console.log(`test/histories/${file}: ${histories[n]!.events?.length ?? 0} events`);
}

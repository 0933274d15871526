import { playOnRealServer } from '../test/replay/real-server.ts';
import { scenarios } from '../test/replay/scenarios.ts';
import { billedActions } from './actions-count.ts';

// What an abandoned cart costs on Temporal Cloud, counted from real histories: `npm run bench:actions`.
// Uses the server that TEMPORAL_ADDRESS names, or starts a dev server; takes about half a minute.

const histories = await playOnRealServer(scenarios);

console.log('billed actions of cartAbandonment (three messages):\n');
for (const [n, { title, budget }] of scenarios.entries()) {
  const actions = billedActions(histories[n]!);
  const verdict = actions <= budget ? '' : '  MORE THAN ALLOWED';
  if (verdict) process.exitCode = 1;
  console.log(`${String(actions).padStart(4)}  (at most ${budget})  ${title}${verdict}`);
}

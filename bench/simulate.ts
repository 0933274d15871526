import { journeysPath, workflowBundle } from '../cli/simulator/bundle.ts';
import { openSandbox } from '../cli/simulator/sandbox.ts';
import { simulate } from '../cli/simulator/simulate.ts';
import { cartAbandonment } from '../workflows/cart-abandonment.ts';

// How many whole journeys the simulator plays a second in one process: `npm run bench:simulate`.

const wanted = 3000;
const sandbox = await openSandbox(await workflowBundle(journeysPath));

const play = async (count: number): Promise<number> => {
  const begun = performance.now();
  for (let n = 0; n < count; n++) {
    const run = await simulate(sandbox, cartAbandonment);
    await run.finish();
    if (run.schedule().length !== 3) throw new Error('the journey did not send its three messages');
  }
  return (count / (performance.now() - begun)) * 1000;
};

await play(wanted / 10);
const rate = await play(wanted);
console.log(`${Math.round(rate)} journeys/s (cartAbandonment untouched: three messages, three days, ${wanted} runs)`);
await sandbox.close();

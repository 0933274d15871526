import { journeysPath, workflowBundle } from '../cli/simulator/bundle.ts';
import { openSandbox } from '../cli/simulator/sandbox.ts';
import { simulate } from '../cli/simulator/simulate.ts';
import { cartAbandonment } from '../workflows/cart-abandonment.ts';

// How many whole journeys the simulator plays a second in one process: `npm run bench:simulate`.

const wanted = 3000;
const sandbox = await openSandbox(await workflowBundle(journeysPath));

const play = async (count: number): Promise<{ readonly seconds: number; readonly cpuSeconds: number }> => {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  for (let n = 0; n < count; n++) {
    const run = await simulate(sandbox, cartAbandonment);
    await run.finish();
    if (run.schedule().length !== 3) throw new Error('the journey did not send its three messages');
  }
  const { user, system } = process.cpuUsage(used);
  return { seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 };
};

await play(wanted / 10);
const { seconds, cpuSeconds } = await play(wanted);
console.log(
  `${Math.round(wanted / seconds)} journeys/s, ${((1000 * cpuSeconds) / wanted).toFixed(2)} ms of CPU each ` +
    `(cartAbandonment untouched: three messages, three days, ${wanted} runs in one process)`,
);
await sandbox.close();

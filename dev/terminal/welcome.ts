import type { DemoClock } from '../../domain/time/clock.ts';
import type { Folders } from '../data/folders.ts';
import type { StackFile } from '../data/stack-file.ts';
import type { Report } from './report.ts';

/** Where to look, once all is ready. */
export const welcome = (report: Report, stack: StackFile, folders: Folders): void => {
  report.line();
  report.line(`Ready in ${(performance.now() / 1000).toFixed(1)} s`);
  report.line();
  report.table([
    ['Console', stack.console],
    ['Sign in as', `${stack.operator.name}, ${stack.operator.password}`],
    ['Temporal UI', stack.temporalUi ? `${stack.temporalUi}/namespaces/${stack.namespace}` : `of ${stack.temporal}`],
    ['API', `${stack.api}/docs`],
    ['API key', stack.demoKey],
    ['Database', stack.database],
    ['Logs', folders.logs],
    ['Time', timeOf(stack.clock)],
  ]);
  report.line();
  report.line('Ctrl-C stops everything; the next start goes on from here, with --fresh from nothing.');
  report.line();
};

const timeOf = (clock: DemoClock | undefined): string => {
  if (!clock) return 'the real clock';
  const day = `${clock.demo.slice(0, 16).replace('T', ' ')} UTC`;
  return clock.rate === 1 ? `${day}, real speed` : `${day}, a day lasts ${Math.round(86_400 / clock.rate)} s`;
};

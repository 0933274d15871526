import { counted } from '../../cli/backtest/results/words.ts';
import type { Millis } from '../../domain/time/instant.ts';

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

/** Prints speed and memory at so many points of a backtest, and at its end what they came to. */
export const watchMemory = (rows: number, points: number) => {
  const begun = performance.now();
  const resident: number[] = [];
  const look = (events: number, about: string): void => {
    const { rss, heapUsed } = process.memoryUsage();
    const seconds = (performance.now() - begun) / 1000;
    resident.push(rss);
    console.log(
      `${counted(events).padStart(10)} events  ${about}  ${counted(Math.round(events / seconds)).padStart(6)}/s  ` +
        `resident ${megabytes(rss)} MB  heap ${megabytes(heapUsed)} MB`,
    );
  };
  return {
    progress: (events: number, at: Millis): void => {
      if (events < ((resident.length + 1) * rows) / points) return;
      look(events, new Date(at).toISOString().slice(0, 10));
    },
    end: (events: number, decisions: number): void => {
      look(events, 'at the end');
      const seconds = (performance.now() - begun) / 1000;
      const { user, system } = process.cpuUsage();
      const [first] = resident;
      console.log(
        `${counted(events)} events and ${counted(decisions)} decisions in ${seconds.toFixed(1)} s, ` +
          `${((user + system) / 1e6).toFixed(1)} s of this process's CPU, ${counted(Math.round(events / seconds))} events/s; ` +
          `most resident ${megabytes(Math.max(...resident))} MB, ${(Math.max(...resident) / first!).toFixed(2)} times the first point`,
      );
    },
  };
};

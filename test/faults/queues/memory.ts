import { readFileSync } from 'node:fs';
import { percentile } from '../report/percentile.ts';
import type { Service } from '../cast/service.ts';

/** Resident memory of a process in bytes (proc(5), VmRSS). */
const residentBytes = (pid: number): number => {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
};

/** Watches the memory of processes, all of them together, until it is asked for the median. */
export const watchMemory = (services: readonly Service[]): { stop(): { readonly median: number } } => {
  const samples: number[] = [];
  const look = (): void => void samples.push(services.reduce((sum, one) => sum + residentBytes(one.pid()), 0));
  const timer = setInterval(look, 250);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return { median: percentile(samples, 50)! };
    },
  };
};

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

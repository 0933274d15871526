import { freePort } from '../free-port.ts';
import type { StackContext } from './context.ts';

/** Ports of the processes of our own, all free. */
export interface ServicePorts {
  readonly api: number;
  readonly console: number;
  readonly workerHealth: number;
  readonly shop: number;
}

/** The wished ports where they are free, else others; each replacement is told. */
export const choosePorts = async ({ config, report }: StackContext): Promise<ServicePorts> => {
  const taken = new Set<number>();
  const choose = async (name: string, wanted: number): Promise<number> => {
    let port = await freePort(taken.has(wanted) ? 0 : wanted);
    while (taken.has(port)) port = await freePort();
    taken.add(port);
    if (wanted !== 0 && port !== wanted) report.progress(`Port ${wanted} is taken: ${name} uses ${port}`);
    return port;
  };
  return {
    api: await choose('the api', config.ports.api),
    console: await choose('the console', config.ports.console),
    workerHealth: await choose("the worker's health page", config.ports.workerHealth),
    shop: await choose('the demo shop', config.ports.shop),
  };
};

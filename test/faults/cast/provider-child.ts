/**
 * The provider, as a process of its own: a fake Resend that writes every acceptance to a file before it
 * answers. That file is one of the three lists that the judge compares.
 *
 * Arguments: the file, the port of the provider, the port on which it takes orders.
 */
import { openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { seededRandom } from '../../../domain/random.ts';
import { startFakeResend } from '../../fake-resend/fake-resend.ts';
import type { Fault } from '../../fake-resend/faults.ts';
import { acceptanceOf } from './acceptance.ts';
import type { ProviderOrder } from './provider.ts';

const [file = '', port = '', orders = ''] = process.argv.slice(2);
const record = openSync(file, 'a');
const injected: Record<string, number> = {};
let choose: () => Fault | undefined = () => undefined;

const provider = await startFakeResend({
  port: Number(port),
  onAcceptance: (acceptance) => void writeSync(record, `${JSON.stringify(acceptanceOf(acceptance))}\n`),
  chooseFault: () => {
    const fault = choose();
    if (fault && fault.kind !== 'slow') injected[fault.kind] = (injected[fault.kind] ?? 0) + 1;
    return fault;
  },
});

/** The n-th request meets what the seed drew for it, whichever message it is. */
const mixed = (order: Extract<ProviderOrder, { readonly order: 'mix' }>): (() => Fault | undefined) => {
  const random = seededRandom(order.seed);
  return () => {
    const drawn = random();
    let edge = 0;
    for (const { fault, share } of order.faults) {
      edge += share;
      if (drawn < edge) return fault;
    }
    return order.otherwise;
  };
};

const obey = (order: ProviderOrder): unknown => {
  switch (order.order) {
    case 'fault': {
      const { fault, times, key } = order;
      provider.fault(fault, {
        ...(times !== undefined && { times }),
        ...(key !== undefined && { match: (one: string) => one.startsWith(key) }),
      });
      return {};
    }
    case 'mix':
      choose = mixed(order);
      return {};
    case 'heal':
      provider.heal();
      choose = () => undefined;
      return {};
    case 'forget-keys':
      provider.forgetKeys();
      return {};
    case 'list':
      provider.list(order.open);
      return {};
    case 'count':
      return { requests: provider.requests(order.key), injected };
    default:
      return order satisfies never;
  }
};

createServer((request, response) => {
  json(request).then(
    (order) => response.end(JSON.stringify(obey(order as ProviderOrder))),
    () => response.writeHead(400).end(),
  );
}).listen(Number(orders), '127.0.0.1');

import { v5 } from 'uuid';
import type { Mint } from '../../../api/intake/mint.ts';
import type { CustomerId, RunId } from '../../../domain/ids.ts';
import { workflowId } from '../../../domain/run.ts';

/** Namespace of what a backtest derives (RFC 9562, version 5): its customers and runs are nobody else's. */
const namespace = '0c1d0a86-7c3e-4a3c-8f0e-5d9c1a52b3e7';

export const derivedUuid = (...names: readonly (string | undefined)[]): string => v5(JSON.stringify(names), namespace);

/** The same customer and the same run always have the same id: their arms stay the same from one backtest to the next. */
export const derivedIds: Mint = {
  customer: (store, [strongest]) => derivedUuid('customer', store, strongest?.kind, strongest?.value) as CustomerId,
  run: (key) => derivedUuid('run', workflowId(key)) as RunId,
};

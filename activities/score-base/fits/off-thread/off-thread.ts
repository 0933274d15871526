import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { UnfittableError } from '../../../scoring/fit/errors.ts';
import type { Answered, orders, products, signals, spend } from './thread.ts';

interface Judges {
  readonly orders: typeof orders;
  readonly spend: typeof spend;
  readonly products: typeof products;
  readonly signals: typeof signals;
}

type TaskOf<Name extends keyof Judges> = Parameters<Judges[Name]>[0];
type ResultOf<Name extends keyof Judges> = Extract<ReturnType<Judges[Name]>, { readonly result: unknown }>['result'];

/** Without work for so long a thread ends. */
const idleMillis = 30_000;

const isSource = import.meta.url.endsWith('.ts');
const thread = new URL(isSource ? './from-source.mjs' : './thread.js', import.meta.url);
let threads: Piscina | undefined;

/** One thread, which starts with the first fit: fits come one after the other. */
const open = (): Piscina =>
  new Piscina({
    filename: fileURLToPath(thread),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: idleMillis,
  });

/**
 * Fits in a thread of its own, so that heartbeats, sends and answers go on meanwhile. The buffers of the task's columns move
 * there: it cannot be used again. Aborted, the thread ends at once, whatever it is at.
 *
 * @throws UnfittableError; the signal's AbortError
 */
export const judgeOffThread = async <Name extends keyof Judges>(
  name: Name,
  task: TaskOf<Name>,
  signal?: AbortSignal,
): Promise<ResultOf<Name>> => {
  threads ??= open();
  const answer = (await threads.run(task, {
    name,
    transferList: buffersOf(task),
    ...(signal && { signal }),
  })) as Answered<ResultOf<Name>>;
  if ('unfittable' in answer) throw new UnfittableError(answer.unfittable.code, answer.unfittable.message);
  return answer.result;
};

const buffersOf = (task: unknown): ArrayBuffer[] => {
  if (ArrayBuffer.isView(task)) return [task.buffer as ArrayBuffer];
  return task !== null && typeof task === 'object' ? [...new Set(Object.values(task).flatMap(buffersOf))] : [];
};

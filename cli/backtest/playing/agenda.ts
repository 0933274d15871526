import type { Millis } from '../../../domain/time/instant.ts';

/** Something that happens at an instant; of one instant the lower `order` first, then the lower `key`. */
export interface Appointment<Item> {
  readonly at: Millis;
  readonly order: number;
  readonly key: string;
  readonly item: Item;
}

export interface Agenda<Item> {
  add(appointment: Appointment<Item>): void;
  /** When the next one is. */
  next(): Millis | undefined;
  take(): Appointment<Item> | undefined;
}

/** What is to happen, in one order that does not depend on the order in which it was added: a binary heap. */
export const openAgenda = <Item>(): Agenda<Item> => {
  const heap: Appointment<Item>[] = [];
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  const rise = (from: number): void => {
    for (let child = from; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!isBefore(heap[child]!, heap[parent]!)) return;
      swap(child, parent);
      child = parent;
    }
  };
  const sink = (): void => {
    for (let parent = 0; ;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      if (left >= heap.length) return;
      const child = right < heap.length && isBefore(heap[right]!, heap[left]!) ? right : left;
      if (!isBefore(heap[child]!, heap[parent]!)) return;
      swap(child, parent);
      parent = child;
    }
  };
  return {
    add: (appointment) => {
      heap.push(appointment);
      rise(heap.length - 1);
    },
    next: () => heap[0]?.at,
    take: () => {
      const first = heap[0];
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) {
        heap[0] = last;
        sink();
      }
      return first;
    },
  };
};

const isBefore = (a: Appointment<unknown>, b: Appointment<unknown>): boolean =>
  a.at !== b.at ? a.at < b.at : a.order !== b.order ? a.order < b.order : a.key < b.key;

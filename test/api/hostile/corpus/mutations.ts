import { type Arbitrary, constantFrom, integer, oneof, tuple, uint8Array } from 'fast-check';
import { hostileValues, raw } from './hostile-values.ts';

type Path = readonly (string | number)[];

/** Every place in a JSON value, the whole included. */
const pathsOf = (value: unknown, path: Path = []): readonly Path[] => [
  path,
  ...(Array.isArray(value)
    ? value.flatMap((one, index) => pathsOf(one, [...path, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))
      : []),
];

/** A copy of `value` with what stands at `path` replaced by what `change` makes of it; undefined leaves it out. */
const changed = (value: unknown, [step, ...rest]: Path, change: (old: unknown) => unknown): unknown => {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => {
      const next: unknown = index === step ? changed(one, rest, change) : one;
      return next === undefined ? [] : [next];
    });
  }
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([key, one]) => {
      const next: unknown = key === step ? changed(one, rest, change) : one;
      return next === undefined ? [] : [[key, next]];
    }),
  );
};

const added = (old: unknown, key: string, value: unknown): unknown =>
  Array.isArray(old)
    ? [...old, value]
    : typeof old === 'object' && old !== null
      ? { ...old, [key]: value }
      : [old, value];

const keys = [
  'extra',
  '',
  '\0',
  '\ud800',
  'constructor',
  'prototype',
  'toString',
  '$where',
  'id',
  'storeId',
  'x'.repeat(300),
];

/** `valid` with one thing wrong: another value, a field less, a field more, a place nested deeper. */
export const mutated = (valid: unknown): Arbitrary<unknown> => {
  const path = constantFrom(...pathsOf(valid));
  return oneof(
    {
      weight: 6,
      arbitrary: tuple(path, constantFrom(...hostileValues)).map(([at, value]) => changed(valid, at, () => value)),
    },
    { weight: 1, arbitrary: path.map((at) => (at.length === 0 ? null : changed(valid, at, () => undefined))) },
    {
      weight: 2,
      arbitrary: tuple(path, constantFrom(...keys), constantFrom(...hostileValues)).map(([at, key, value]) =>
        changed(valid, at, (old) => added(old, key, value)),
      ),
    },
    {
      weight: 1,
      arbitrary: tuple(path, integer({ min: 1, max: 30 })).map(([at, levels]) =>
        changed(valid, at, () => raw(`${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`)),
      ),
    },
  );
};

/** The bytes of a body, damaged: bits turned, cut short, a piece doubled, foreign bytes in between. */
export const damaged = (body: string): Arbitrary<Buffer> => {
  const bytes = Buffer.from(body);
  const at = integer({ min: 0, max: Math.max(bytes.length - 1, 0) });
  return oneof(
    tuple(at, integer({ min: 0, max: 7 })).map(([index, bit]) => {
      const copy = Buffer.from(bytes);
      copy[index] = copy[index]! ^ (1 << bit);
      return copy;
    }),
    at.map((index) => bytes.subarray(0, index)),
    tuple(at, at).map(([one, other]) => Buffer.concat([bytes.subarray(0, one), bytes.subarray(other)])),
    tuple(at, uint8Array({ minLength: 1, maxLength: 6 })).map(([index, foreign]) =>
      Buffer.concat([bytes.subarray(0, index), foreign, bytes.subarray(index)]),
    ),
  );
};

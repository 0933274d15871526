import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BacktestInputError } from './input-error.ts';
import type { Mapping } from './mapping.ts';
import { columnsOf } from './read-bodies.ts';

/**
 * The mapping that a module exports, for the file that is to be read with it.
 *
 * @throws BacktestInputError when there is no such module, it exports none, or the file lacks a column of it.
 */
export const importMapping = async (path: string, file: string): Promise<Mapping> => {
  const module = resolve(path);
  if (!existsSync(module)) throw new BacktestInputError(`${path}: there is no such file.`);
  const exported = Object.values(await load(path, module));
  const mapping = exported.find(isMapping);
  if (!mapping) {
    throw new BacktestInputError(
      `${path}: exports no mapping, which has columns, shop, at and open; begin with a copy of cli/backtest/mappings/clickstream.ts.`,
    );
  }
  const columns = await columnsOf(file);
  const missing = mapping.columns.filter((name) => !columns.includes(name));
  if (missing.length === 0) return mapping;
  throw new BacktestInputError(`${basename(file)}: has no column ${missing.join(', ')}, which ${path} reads.`);
};

const load = async (path: string, module: string): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return (await import(pathToFileURL(module).href)) as Record<string, unknown>;
  } catch (error) {
    throw new BacktestInputError(`${path}: cannot be loaded: ${(error as Error).message}`, { cause: error });
  }
};

const isMapping = (value: unknown): value is Mapping => {
  if (typeof value !== 'object' || value === null) return false;
  const { columns, shop, at, open } = value as Partial<Record<keyof Mapping, unknown>>;
  return Array.isArray(columns) && typeof shop === 'object' && typeof at === 'function' && typeof open === 'function';
};

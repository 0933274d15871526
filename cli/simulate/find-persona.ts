import { existsSync, readdirSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Persona } from './persona.ts';
import { SimulateOptionError } from './simulate-error.ts';

const folder = new URL('./personas/', import.meta.url);

/** The personas that there are, by name. */
export const personaNames = (): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') || name.endsWith('.js'))
    .map((name) => name.slice(0, -extname(name).length))
    .toSorted();

/** A persona of the folder `personas`, or of a file of one's own. @throws SimulateOptionError */
export const findPersona = async (name: string): Promise<Persona> => {
  const isFile = /\.[jt]s$/u.test(name);
  if (!isFile && !personaNames().includes(name)) {
    throw new SimulateOptionError(
      `There is no persona ${name}. There are: ${personaNames().join(', ')}; or name a file, ./my-persona.ts.`,
    );
  }
  if (isFile && !existsSync(resolve(name))) throw new SimulateOptionError(`${name}: there is no such file.`);
  const url = isFile ? pathToFileURL(resolve(name)) : new URL(`${name}${extname(import.meta.url)}`, folder);
  const { persona } = (await import(url.href)) as { readonly persona?: Persona };
  if (persona) return persona;
  throw new SimulateOptionError(`${name} exports no \`persona\`.`);
};

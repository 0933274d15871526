import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** All test files, from the root of the project. */
export const testFiles = (): readonly string[] =>
  readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/u.test(name))
    .map((name) => `test/${name}`)
    .toSorted();

/**
 * Which test files import one of some modules, themselves or through others.
 *
 * @param wanted files from the root of the project, packages by name.
 * @returns says it of a file, named from the root.
 */
export const importersOf = (...wanted: readonly string[]): ((file: string) => boolean) => {
  const targets = new Set(wanted.map((one) => (/\.tsx?$/u.test(one) ? join(root, one) : one)));
  const known = new Map<string, readonly string[]>();
  const importsOf = (file: string): readonly string[] => {
    const imports = known.get(file) ?? (existsSync(file) ? readImports(file) : []);
    known.set(file, imports);
    return imports;
  };
  return (file) => {
    const reached = new Set([join(root, file)]);
    for (const one of reached) {
      if (targets.has(one)) return true;
      for (const imported of importsOf(one)) reached.add(imported);
    }
    return false;
  };
};

const statements = [
  /^(?:import|export) (?!type\b)[^;]*?from '([^']+)'/gmu,
  /^import '([^']+)'/gmu,
  /\bimport\('([^']+)'\)/gu,
];

/** Files of ours as paths, packages by name; what is imported for its types alone is not loaded. */
const readImports = (file: string): readonly string[] => {
  const text = readFileSync(file, 'utf8');
  return statements
    .flatMap((statement) => [...text.matchAll(statement)].map(([, name]) => name!))
    .map((name) => (name.startsWith('.') ? resolve(dirname(file), name) : name));
};

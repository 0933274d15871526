import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What changes the process that loads it, for good: the SDK hooks promises and stack traces, and starts its runtime once. */
const hooking: readonly string[] = [join(root, 'cli/simulator/sandbox.ts'), '@temporalio/worker'];

/** An import whose file is known only when it runs, and with it what that file loads. */
const unforeseen = /\bimport\((?!')/u;

/**
 * The test files that need a process to themselves, from the root of the project: those that import what hooks the
 * process, themselves or through others, and those of which it cannot be told. All others share processes, and load the modules of the product once for all.
 */
export const ownProcessFiles = (): readonly string[] => {
  const known = new Map<string, readonly string[]>();
  const importsOf = (file: string): readonly string[] => {
    const imports = known.get(file) ?? (existsSync(file) ? readImports(file) : []);
    known.set(file, imports);
    return imports;
  };
  const reachesHooks = (file: string): boolean => {
    const reached = new Set([file]);
    for (const one of reached) {
      if (hooking.includes(one)) return true;
      for (const imported of importsOf(one)) reached.add(imported);
    }
    return false;
  };
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/u.test(name))
    .map((name) => `test/${name}`)
    .filter((name) => unforeseen.test(readFileSync(join(root, name), 'utf8')) || reachesHooks(join(root, name)))
    .toSorted();
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

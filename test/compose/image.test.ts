import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readCompose } from './compose-file.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const dockerfile = readFileSync(`${root}/Dockerfile`, 'utf8');
const { dependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const built = (
  JSON.parse(readFileSync(`${root}/tsconfig.build.json`, 'utf8')) as { readonly include: readonly string[] }
).include;
/** They run while the image is built, not in it. */
const buildTime = ['worker/build-bundle.ts', 'cli/repository/copy-assets.ts', 'db/drizzle.config.ts'];

test('the image is of glibc, pinned to a major Node, without development packages, and not of root', () => {
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(new Set(bases)).toEqual(new Set(['node:22-bookworm-slim']));
  expect(dockerfile).toContain('RUN npm ci --omit=dev');
  expect(dockerfile).toContain('RUN npm run build');
  const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
  expect(last).toContain('USER node');
  expect(last).not.toContain('COPY . .');
});

test('what a container runs is built from a file that exists', () => {
  for (const [name, service] of Object.entries(readCompose({ POSTGRES_PASSWORD: 'secret' }).services)) {
    if (!service.build) continue;
    const [, path] = service.command!;
    const source = path!.replace(/^dist\//, '').replace(/\.js$/, '.ts');
    expect(readFileSync(`${root}/${source}`, 'utf8'), name).not.toBe('');
    expect(built, name).toContain(source.split('/')[0]);
  }
});

test('all that the built code imports is installed without development packages', () => {
  for (const file of built.flatMap((folder) => sources(folder))) {
    if (buildTime.includes(file)) continue;
    const text = readFileSync(`${root}/${file}`, 'utf8');
    // A type-only import leaves nothing in the built code.
    for (const [, name] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^.][^']*)'/gm)) {
      const [scope, second] = name!.split('/');
      const library = scope!.startsWith('@') ? `${scope}/${second}` : scope!;
      if (name!.startsWith('node:') || builtinModules.includes(library)) continue;
      expect(Object.keys(dependencies), `${file} imports ${name}`).toContain(library);
    }
  }
});

const sources = (folder: string): readonly string[] =>
  readdirSync(`${root}/${folder}`, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length + 1));

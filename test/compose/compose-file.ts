import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The parts of a Compose service that are looked at here. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: unknown;
  readonly restart?: string;
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const file = new URL('../../temporal-docker-compose.yml', import.meta.url);

const composeText = (): string => readFileSync(file, 'utf8');

/** The Compose file with `variables` filled in as Compose does it: `${NAME:-default}` and `${NAME:?message}`. */
export const readCompose = (variables: Readonly<Record<string, string>>): ComposeFile =>
  fill(parse(composeText(), { merge: true }), variables) as ComposeFile;

const fill = (node: unknown, variables: Readonly<Record<string, string>>): unknown => {
  if (typeof node === 'string') return fillText(node, variables);
  if (Array.isArray(node)) return node.map((item) => fill(item, variables));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, fill(value, variables)]));
};

const fillText = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind: string | undefined, rest: string) => {
    const value = variables[name];
    if (value) return value;
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return kind === '-' ? rest : '';
  });

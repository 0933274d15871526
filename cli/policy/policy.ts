import { Command } from 'commander';
import { instant } from '../../api/events/fields.ts';
import type { Flaw } from '../../api/events/flaw.ts';
import { importPolicies } from '../../api/policies/import-policies.ts';
import { savePolicy } from '../../api/policies/save-policy.ts';
import { isPolicySection, policySections } from '../../api/policies/schemas.ts';
import { sectionView } from '../../api/policies/views.ts';
import { listVersions, readStanding } from '../../db/policies/versions.ts';
import type { PolicySection } from '../../domain/policy/policy.ts';
import { findStore } from '../command/find-store.ts';
import { PolicyConflictError, PolicyInvalidError, PolicyUnknownError } from './errors.ts';
import { readJsonFile } from './read-json-file.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run policy`: a store's commercial rules, section by section, each saved as a version. */

const actor = 'command:policy';

interface StoreOption {
  readonly store: string;
}

const show = async (given: string | undefined, options: StoreOption): Promise<void> => {
  const sections = given === undefined ? policySections : [toSection(given)];
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const standing = await readStanding(db, store.id, new Date(clock.now()));
    for (const section of sections) {
      const { version, since, savedBy, why, policy, planned, about } = sectionView(section, standing);
      const who = version === null ? 'the default' : `version ${version} since ${since!.toISOString()} by ${savedBy}`;
      console.log(`${section}  ${who}${why ? `: ${why}` : ''}\n  ${about}\n${indented(policy)}`);
      for (const next of planned) {
        console.log(`  from ${next.effectiveAt.toISOString()} on version ${next.version}:\n${indented(next.policy)}`);
      }
    }
  });
};

const indented = (policy: unknown): string => JSON.stringify(policy, null, 2).replace(/^/gmu, '  ');

interface SetOptions extends StoreOption {
  readonly file: string;
  readonly from?: string;
  readonly why?: string;
}

const set = async (given: string, { file, from, why, ...options }: SetOptions): Promise<void> => {
  const section = toSection(given);
  const policy = readJsonFile(file);
  const effectiveAt = from === undefined ? undefined : toDate(from);
  await withDatabase(async (deps) => {
    const store = await findStore(deps.db, options.store);
    const { latest } = await readStanding(deps.db, store.id, new Date(deps.clock.now()));
    const basedOn = latest.get(section) ?? 0;
    const saving = await savePolicy(deps, { store: store.id, section, policy, basedOn, effectiveAt, why }, actor);
    if (saving.outcome === 'invalid') throw new PolicyInvalidError(saving.flaws);
    if (saving.outcome === 'conflict') throw new PolicyConflictError(section, saving.latest);
    const { version } = saving;
    const what = saving.outcome === 'saved' ? 'is saved' : 'says so already';
    console.log(
      `Version ${version.version} of ${section} ${what}; it holds from ${version.effectiveAt.toISOString()} on.`,
    );
  });
};

const history = async (given: string, options: StoreOption): Promise<void> => {
  const section = toSection(given);
  await withDatabase(async ({ db }) => {
    const store = await findStore(db, options.store);
    const rows = await listVersions(db, { store: store.id, section }, 200);
    for (const { version, savedAt, effectiveAt, savedBy, operator, why, body } of rows) {
      const times = `saved ${savedAt.toISOString()}  from ${effectiveAt.toISOString()}`;
      console.log(`${version}  ${times}  ${operator ?? savedBy}  ${why ?? ''}\n  ${JSON.stringify(body)}`);
    }
    if (rows.length === 0) console.error(`Nothing was saved: the default of ${section} holds.`);
  });
};

const importFile = async (
  path: string,
  { why, ...options }: StoreOption & { readonly why?: string },
): Promise<void> => {
  const given = readJsonFile(path);
  await withDatabase(async (deps) => {
    const store = await findStore(deps.db, options.store);
    const imported = await importPolicies(deps, { store: store.id, given, why }, actor);
    if (imported.outcome === 'invalid') throw new PolicyInvalidError(imported.flaws);
    for (const { section, outcome, version } of imported.sections) {
      if (outcome === 'conflict') throw new PolicyConflictError(section, version);
      console.log(`${section}  ${outcome}  version ${version}`);
    }
  });
};

const exportFile = async ({ all, ...options }: StoreOption & { readonly all?: boolean }): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const standing = await readStanding(db, store.id, new Date(clock.now()));
    const views = policySections.map((section) => sectionView(section, standing));
    const kept = views.filter(({ version }) => all === true || version !== null);
    console.log(JSON.stringify(Object.fromEntries(kept.map(({ section, policy }) => [section, policy])), null, 2));
  });

/** @throws PolicyUnknownError */
const toSection = (given: string): PolicySection => {
  if (isPolicySection(given)) return given;
  throw new PolicyUnknownError(given, policySections);
};

/** @throws PolicyInvalidError */
const toDate = (given: string): Date => {
  const read = instant.safeParse(given);
  if (read.success) return new Date(read.data);
  const flaws: Flaw[] = read.error.issues.map(({ message }) => ({ field: '--from', problem: message }));
  throw new PolicyInvalidError(flaws);
};

const program = new Command('npm run policy --').description(
  `A store's commercial rules, versioned: ${policySections.join(', ')}.`,
);
const ofStore = (command: Command): Command => command.requiredOption('--store <id>', 'the store whose rules they are');
ofStore(program.command('show'))
  .description('what holds now, and what begins later')
  .argument('[section]', 'every section without it')
  .action(show);
ofStore(program.command('set'))
  .description('saves the next version of a section, whole')
  .argument('<section>')
  .requiredOption('--file <path>', 'JSON; - is what is piped in')
  .option('--from <instant>', 'from when it holds, such as 2026-11-27T00:00:00+01:00; at once without it')
  .option('--why <text>', 'for whoever reads the history')
  .action(set);
ofStore(program.command('history')).description('what was saved').argument('<section>').action(history);
ofStore(program.command('import'))
  .description('saves the sections of a file that differ from what holds; all of them, or none')
  .argument('<file>', 'JSON: {"<section>": {…}}; - is what is piped in')
  .option('--why <text>', 'for whoever reads the history')
  .action(importFile);
ofStore(program.command('export'))
  .description('writes what the store has said, as import reads it')
  .option('--all', 'the defaults too')
  .action(exportFile);

runCommand(program);

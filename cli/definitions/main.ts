import { Command } from 'commander';
import type { z } from 'zod';
import { definitionBody, definitionName } from '../../api/definitions/definition-body.ts';
import { previewDefinition } from '../../api/definitions/preview-definition.ts';
import { retireDefinition } from '../../api/definitions/retire-definition.ts';
import { flawsAmong, saveDefinition } from '../../api/definitions/save-definition.ts';
import { definitionView } from '../../api/definitions/views.ts';
import { flawsOf } from '../../api/events/flaw.ts';
import { specs } from '../../api/specs.ts';
import { pageOfMembers } from '../../db/definitions/ask.ts';
import {
  bodiesOf,
  listDefinitions,
  listDefinitionVersions,
  readDefinitions,
} from '../../db/definitions/definitions.ts';
import type { Definition } from '../../domain/definitions/definition.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';
import { readJsonFile } from '../policy/read-json-file.ts';
import {
  DefinitionConflictError,
  DefinitionInUseError,
  DefinitionInvalidError,
  DefinitionUnknownError,
} from './errors.ts';

/** `npm run definition`: segments that a store makes itself. */

const actor = 'command:definition';
const body = definitionBody(specs.map(({ name }) => name));

interface StoreOption {
  readonly store: string;
}

const list = async ({ store: id }: StoreOption): Promise<void> =>
  withDatabase(async ({ db }) => {
    const rows = await listDefinitions(db, (await findStore(db, id)).id);
    for (const { segment, state, version, sentence } of rows.map(definitionView)) {
      console.log(`${segment}  ${state}, version ${version}  ${sentence}`);
    }
    if (rows.length === 0) console.error('The store has no definition yet.');
  });

const show = async (name: string, { store: id }: StoreOption): Promise<void> =>
  withDatabase(async ({ db }) => {
    const rows = await listDefinitionVersions(db, (await findStore(db, id)).id, name);
    if (!rows[0]) throw new DefinitionUnknownError(name, id);
    for (const { version, state, savedAt, savedBy, why } of rows.toReversed()) {
      console.log(`version ${version}  ${state}  ${savedAt.toISOString()}  ${savedBy}  ${why}`);
    }
    const { sentence, definition } = definitionView(rows[0]);
    console.log(`${sentence}\n${JSON.stringify(definition, null, 2)}`);
  });

const save = async (
  given: string,
  { store: id, file, why }: StoreOption & { readonly file: string; readonly why: string },
): Promise<void> => {
  const name = read(definitionName, given, 'name');
  const definition = read(body, readJsonFile(file), 'definition');
  await withDatabase(async (deps) => {
    const store = await findStore(deps.db, id);
    const basedOn = (await listDefinitionVersions(deps.db, store.id, name))[0]?.version ?? 0;
    const saving = await saveDefinition(deps, { store: store.id, name, definition, basedOn, why }, actor);
    if (saving.outcome === 'invalid') throw new DefinitionInvalidError(saving.flaws);
    if (saving.outcome === 'conflict') throw new DefinitionConflictError(name);
    const { segment, version, sentence } = definitionView(saving.row);
    console.log(
      `Version ${version} of ${segment} ${saving.outcome === 'saved' ? 'is saved' : 'says so already'}: ${sentence}`,
    );
  });
};

const preview = async (
  given: string | undefined,
  { store: id, file }: StoreOption & { readonly file?: string },
): Promise<void> => {
  const fromFile = file === undefined ? undefined : read(body, readJsonFile(file), 'definition');
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, id);
    const others = bodiesOf(await readDefinitions(db, store.id));
    const definition: Definition | undefined = fromFile ?? others.get(given ?? '');
    if (!definition) throw new DefinitionUnknownError(given ?? 'without a name', id);
    const flaws = flawsAmong(given ?? '', definition, others);
    if (flaws.length > 0) throw new DefinitionInvalidError(flaws);
    const { sentence, size, margin, share, included, reachable, examples, counted } = await previewDefinition(
      db,
      store,
      definition,
      clock.now(),
    );
    console.log(sentence);
    const exact = margin === 0 ? '' : ` (± ${margin}, from ${counted.seen} that stand for all)`;
    console.log(`${size} customers${exact}, ${share} % of all; ${included} before anybody is left out.`);
    console.log(`Of them ${reachable.email} can be written to by e-mail, ${reachable.sms} by text message.`);
    for (const example of examples) console.log(`example  ${example}`);
  });
};

/** Customers of one page. */
const pageSize = 1_000;

const customers = async (name: string, { store: id }: StoreOption): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const { id: store, currency } = await findStore(db, id);
    const others = bodiesOf(await readDefinitions(db, store));
    const definition = others.get(name);
    if (!definition) throw new DefinitionUnknownError(name, id);
    const question = { store, currency, now: clock.now(), others };
    for (let after: string | null = null; ;) {
      const page = await pageOfMembers(db, definition, question, { after, limit: pageSize });
      for (const customer of page) console.log(customer);
      if (page.length < pageSize) return;
      after = page.at(-1)!;
    }
  });

const retire = async (name: string, { store: id, why }: StoreOption & { readonly why: string }): Promise<void> =>
  withDatabase(async (deps) => {
    const store = await findStore(deps.db, id);
    const retiring = await retireDefinition({ ...deps, specs }, { store: store.id, name, why }, actor);
    if (retiring.outcome === 'unknown') throw new DefinitionUnknownError(name, id);
    if (retiring.outcome === 'in use') throw new DefinitionInUseError(name, retiring.by);
    console.log(`${name} is retired: nobody is in it from now on.`);
  });

const read = <Schema extends z.ZodType>(schema: Schema, given: unknown, what: string): z.output<Schema> => {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new DefinitionInvalidError(flawsOf(read.error, [what]));
};

const program = new Command('npm run definition --').description(
  'Segments that a store makes itself: a file, or saved, previewed before use; named saved:<name> wherever segments are.',
);
const ofStore = (command: Command): Command => command.requiredOption('--store <id>', 'the store');
const withWhy = (command: Command): Command =>
  ofStore(command).requiredOption('--why <text>', 'for whoever wonders later');

ofStore(program.command('list')).description('each, with who is in it, in a sentence').action(list);
ofStore(program.command('show <name>')).description('one of them, and every version of it').action(show);
ofStore(program.command('preview [name]'))
  .description('how many are in it, and some of them; of a file before it is saved')
  .option('--file <path>', 'JSON; - reads what is piped in')
  .action(preview);
withWhy(program.command('save <name>'))
  .description('saves its next version')
  .requiredOption('--file <path>', 'JSON; - reads what is piped in')
  .action(save);
ofStore(program.command('customers <name>')).description('the ids of everybody who is in it now').action(customers);
withWhy(program.command('retire <name>')).description('takes it out of use, unless something names it').action(retire);

runCommand(program);

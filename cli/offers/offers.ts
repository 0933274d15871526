import { Command } from 'commander';
import { instant } from '../../api/events/fields.ts';
import { mostCodes } from '../../api/offers/routes.ts';
import { recordAct } from '../../db/access/audit.ts';
import { countCodes, importCodes } from '../../db/offers/pool.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import { findStore } from '../command/find-store.ts';
import { readCodes } from './read-codes.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run offers`: the codes of a store's offers. What an offer is and who gets it: `npm run policy`, section `offers`. */

interface ImportOptions {
  readonly store: string;
  readonly offer: string;
  readonly usableUntil?: string;
}

const importFile = async (file: string, { offer, usableUntil, ...options }: ImportOptions): Promise<void> => {
  const until = usableUntil === undefined ? undefined : toDate(usableUntil);
  const codes = readCodes(file);
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const now = clock.now();
    const { policy } = await readStorePolicy(db, store.id, new Date(now));
    const pools = Object.entries(policy.offers.byId).flatMap(
      ([
        id,
        {
          codes: { from },
        },
      ]) => (from === 'pool' ? [id] : []),
    );
    if (!pools.includes(offer)) throw new NoPoolError(offer, pools);
    const total = await db.transaction(async (queries) => {
      const sum = { added: 0, known: 0, elsewhere: 0 };
      for (let from = 0; from < codes.length; from += mostCodes) {
        const batch = { store: store.id, offer, usableUntil: until, now: new Date(now) };
        const done = await importCodes(queries, { ...batch, codes: codes.slice(from, from + mostCodes) });
        sum.added += done.added;
        sum.known += done.known;
        sum.elsewhere += done.elsewhere;
      }
      const act = { act: 'codes.imported', subject: `offer/${offer}`, detail: sum } as const;
      if (sum.added > 0) await recordAct(queries, { at: now, actor: 'command:offers', store: store.id, ...act });
      return sum;
    });
    const { added, known, elsewhere } = total;
    console.log(`${added} codes were added to ${offer}; ${known} were there, ${elsewhere} are codes of other offers.`);
  });
};

const status = async (options: { readonly store: string }): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const now = clock.now();
    const { policy } = await readStorePolicy(db, store.id, new Date(now));
    const counts = await countCodes(db, store.id, { now: new Date(now), realNow: Date.now() });
    for (const id of [...new Set([...Object.keys(policy.offers.byId), ...counts.keys()])].toSorted()) {
      const offer = policy.offers.byId[id];
      const {
        free = 0,
        leased = 0,
        reserved = 0,
        given = 0,
        kept = 0,
        redeemed = 0,
        expired = 0,
        strangers = 0,
      } = counts.get(id) ?? {};
      const held = leased + reserved;
      const numbers = [
        `free ${free}`,
        `held ${held}`,
        `given ${given} (${expired} over)`,
        `kept ${kept}`,
        `redeemed ${redeemed}`,
        `all ${free + held + given + kept + redeemed}`,
      ];
      const notes = [
        ...(offer ? [`from ${offer.codes.from}`] : ['not in the policy']),
        ...(strangers > 0 ? [`${strangers} used by somebody else than who got them`] : []),
        ...(offer?.codes.from === 'pool' && free < (offer.alarmBelow ?? 1) ? ['RUNNING OUT'] : []),
      ];
      console.log(`${id}  ${numbers.join('  ')}  ${notes.join(', ')}`);
    }
  });

const toDate = (text: string): Date => {
  const read = instant.safeParse(text);
  if (!read.success) throw new InstantError(text, read.error.issues[0]?.message ?? 'it is no instant');
  return new Date(read.data);
};

/** Thrown when codes are meant for an offer that takes none. */
class NoPoolError extends Error {
  override readonly name = 'NoPoolError';
  readonly code = 'NO_POOL';
  constructor(offer: string, pools: readonly string[]) {
    const there = pools.length === 0 ? 'No offer of the store does.' : `These do: ${pools.join(', ')}.`;
    super(
      `Offer ${offer} takes no codes from a pool. ${there} \`npm run policy -- show offers --store …\` shows them.`,
    );
  }
}

/** Thrown when an option is no instant. */
class InstantError extends Error {
  override readonly name = 'InstantError';
  readonly code = 'INSTANT_INVALID';
  constructor(text: string, why: string) {
    super(`--usable-until ${text}: ${why}.`);
  }
}

const program = new Command('npm run offers --').description('The codes of offers.');
program
  .command('import')
  .description('adds codes to a pool, one a line; again does nothing')
  .argument('<file>', 'or - for what is piped in')
  .requiredOption('--store <id>')
  .requiredOption('--offer <id>', 'as in the policy')
  .option('--usable-until <instant>', 'when they stop working at the shop')
  .action(importFile);
program
  .command('status')
  .description('how many codes are free, held, given and redeemed')
  .requiredOption('--store <id>')
  .action(status);

runCommand(program);

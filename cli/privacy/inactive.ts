import { Command } from 'commander';
import { listStores } from '../../db/pages/stores.ts';
import { eachInactive, eraseInactive } from '../../db/personal-data/inactive.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run inactive`: customers of whom a store has heard nothing for longer than its policy keeps them. */
const inactive = async (options: { readonly store?: string; readonly erase?: boolean }): Promise<void> =>
  withDatabase(async ({ db, clock, nameHash }) => {
    if (options.erase && !nameHash) throw new ErasureKeyMissingError();
    const stores = options.store === undefined ? await listStores(db) : [await findStore(db, options.store)];
    for (const { id: store } of stores) {
      const now = new Date(clock.now());
      const { policy } = await readStorePolicy(db, store, now);
      const { inactivity } = policy.consent;
      const query = { store, policy: inactivity, now };
      const counts = { prospect: 0, customer: 0 };
      let oldest: Date | undefined;
      for await (const { who, lastAt } of eachInactive(db, query)) {
        counts[who] += 1;
        if (!oldest || lastAt < oldest) oldest = lastAt;
      }
      const { prospects, customers } = inactivity;
      console.log(
        `${store}: ${counts.prospect} prospects have done nothing for ${prospects.after}, ${counts.customer} customers for ${customers.after}` +
          (oldest ? `; the longest since ${oldest.toISOString()}` : ''),
      );
      if (!options.erase) continue;
      const erased = await eraseInactive({ db, nameHash: nameHash! }, query, 'command:inactive');
      console.log(`${store}: ${erased.prospect} prospects and ${erased.customer} customers erased`);
    }
    console.error(
      options.erase
        ? 'From now on nothing is sent to them. The worker deletes the rest; each has a receipt.'
        : 'Nothing was erased; --erase does, and so does retention where the policy `consent` says `erase`.',
    );
  });

/** Thrown when the key is missing without which an erased name could not be known again. */
class ErasureKeyMissingError extends Error {
  override readonly name = 'ErasureKeyMissingError';
  readonly code = 'ERASURE_KEY_MISSING';
  constructor() {
    super('ERASURE_KEY is not set. Give it to the api, the worker and this command: openssl rand -base64 32');
  }
}

runCommand(
  new Command('npm run inactive --')
    .description(
      'Counts the customers who have done nothing for longer than the policy keeps them; erases none unless told.',
    )
    .option('--store <id>', 'one store; all otherwise')
    .option('--erase', 'erases them, as a request of theirs would')
    .action(inactive),
);

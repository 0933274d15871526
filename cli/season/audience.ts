import { Command } from 'commander';
import { audienceMember } from '../../activities/audience/audience-member.ts';
import { specs } from '../../api/specs.ts';
import type { Queries } from '../../db/client.ts';
import { pageOfWrittenRuns } from '../../db/road/written-runs.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import type { RunId, StoreId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { LetterId } from '../../domain/templates.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run audience`: who is in a journey, hashed, with what it shows them: for advertisements that tell the same story. */

/** The letter of each journey whose products an advertisement shows. */
const letters: Readonly<Record<string, LetterId>> = {
  winBack: 'win-back/news',
  atRisk: 'at-risk/picked',
  browseAbandonment: 'browse/reminder',
  seasonalCountdown: 'season/countdown',
};

const pageSize = 100;

const print = async (options: { readonly store: string; readonly journey: string }): Promise<void> => {
  const template = letters[options.journey];
  const spec = specs.find(({ name }) => name === options.journey);
  if (!template || !spec) throw new AudienceUnknownError(options.journey);
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    console.log('email_sha256,products');
    let told = 0;
    for await (const { emailHash, products } of membersOf(db, store.id, spec, template, clock.now())) {
      // Ids may hold what a table of cells would take for its own.
      console.log(`${emailHash},"${products.join(' ').replaceAll('"', '""')}"`);
      told += 1;
    }
    console.error(`${told} customers; who may not be written to is none of them.`);
  });
};

const membersOf = async function* (
  queries: Queries,
  store: StoreId,
  spec: JourneySpec,
  template: LetterId,
  now: Millis,
) {
  let after: RunId | undefined;
  for (;;) {
    const page = await pageOfWrittenRuns(queries, { store, journey: spec.name, after, limit: pageSize });
    for (const { id, customerId, event } of page) {
      const input: DeliverInput = {
        run: id,
        store,
        journey: spec.name,
        customer: customerId,
        step: `${template}#1`,
        channel: 'email',
        template,
        props: event,
        purpose: 'marketing',
        rank: spec.rank,
        dueAt: toInstant(now),
        expiresAt: toInstant(now),
      };
      const member = await audienceMember(queries, input, now);
      if (member) yield member;
    }
    after = page.at(-1)?.id;
    if (page.length < pageSize) return;
  }
};

/** Thrown when a journey shows no products that an advertisement could show too. */
class AudienceUnknownError extends Error {
  override readonly name = 'AudienceUnknownError';
  readonly code = 'AUDIENCE_UNKNOWN';
  constructor(journey: string) {
    super(`${journey} has no audience. Write one of ${Object.keys(letters).join(', ')}.`);
  }
}

runCommand(
  new Command('npm run audience --')
    .description('Who is in a journey, as hashes, with what its messages show them, as CSV for advertising platforms.')
    .requiredOption('--store <id>', 'the store')
    .requiredOption('--journey <name>', Object.keys(letters).join(', '))
    .action(print),
);

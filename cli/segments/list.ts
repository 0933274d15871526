import { readDefinitions } from '../../db/definitions/definitions.ts';
import { countSizes } from '../../db/segments/sizes.ts';
import { describedDefinition } from '../../domain/definitions/described.ts';
import { segmentRules } from '../../domain/segments/index.ts';
import { findStore } from '../command/find-store.ts';
import { withDatabase } from '../command/with-database.ts';

interface ListOptions {
  readonly store: string;
  readonly json?: true;
}

/** `npm run segments -- list`: the segments of a store, with how many customers are in each now. */
export const list = async ({ store: asked, json }: ListOptions): Promise<void> =>
  withDatabase(async ({ db }) => {
    const { id } = await findStore(db, asked);
    const [sizes, definitions] = await Promise.all([countSizes(db, id), readDefinitions(db, id)]);
    const described = [...segmentRules, ...[...definitions.values()].map(describedDefinition)];
    const rows = described.map(({ name, sentence, goal }) => ({
      segment: name,
      customers: sizes.get(name) ?? 0,
      who: sentence.en,
      goal: goal.words.en,
    }));
    if (json) {
      console.log(JSON.stringify(rows));
      return;
    }
    for (const { segment, customers, who, goal } of rows)
      console.log(`${segment.padEnd(24)} ${String(customers).padStart(9)}  ${who} Goal: ${goal}.`);
  });

import { promoteFit } from '../../../activities/score-base/promote-fit.ts';
import { listModels, type ModelRow } from '../../../db/scoring/models.ts';
import { modelKinds, type ModelKind } from '../../../domain/scores/models.ts';
import { findStore } from '../../command/find-store.ts';
import { withDatabase } from '../../command/with-database.ts';

interface StoreOption {
  readonly store: string;
}

/** `npm run score -- models`: the newest fits of a store, with how each did on what it had not seen. */
export const models = async ({ store: asked, json }: StoreOption & { readonly json?: true }): Promise<void> =>
  withDatabase(async ({ db }) => {
    const store = await findStore(db, asked);
    const rows = await listModels(db, store.id, 50);
    if (json) return console.log(JSON.stringify(rows, null, 2));
    if (rows.length === 0) return console.log('No model was fitted yet: npm run score');
    for (const row of rows) console.log(lineOf(row));
  });

const lineOf = ({
  kind,
  version,
  name,
  state,
  reason,
  windowFrom,
  windowTo,
  observations,
  holdout,
}: ModelRow): string => {
  const { measure, error, baseline, last } = holdout;
  const beside = [
    `${baseline.name} ${baseline.error.toFixed(3)}`,
    ...(last ? [`version ${last.version} ${last.error.toFixed(3)}`] : []),
  ];
  return `${kind} ${version}  ${name}  ${state}${reason ? ` (${reason})` : ''}  ${windowFrom} to ${windowTo}, ${observations} observations; ${measure} ${error.toFixed(3)} (${beside.join(', ')})`;
};

interface PromoteOptions extends StoreOption {
  readonly version: string;
  readonly why: string;
}

/** `npm run score -- promote KIND`: puts a fit to use that is not used by itself. */
export const promote = async (kind: string, { store: asked, version, why }: PromoteOptions): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, asked);
    const wish = { kind: kind as ModelKind, version: Number(version), why };
    const by = { at: clock.now(), actor: 'command:score' } as const;
    const row = modelKinds.includes(wish.kind) ? await promoteFit(db, store, { ...wish, ...by }) : undefined;
    if (!row) throw new ModelUnknownError(kind, version);
    console.log(`${kind} version ${row.version} is in use; the next run scores everybody by it.`);
  });

/** Thrown when a store has no such fit. */
class ModelUnknownError extends Error {
  override readonly name = 'ModelUnknownError';
  readonly code = 'MODEL_UNKNOWN';
  constructor(kind: string, version: string) {
    super(
      `There is no fit ${version} of ${kind}. \`npm run score -- models\` shows them; kinds: ${modelKinds.join(', ')}.`,
    );
  }
}

import type { RequestHandler } from 'express';
import type { Queries } from '../../db/client.ts';
import { listModels, type ModelRow } from '../../db/scoring/models.ts';
import { readLastRun } from '../../db/scoring/scoring-runs.ts';
import { fitSentence } from '../../domain/scores/fit-sentence.ts';
import { minimumData } from '../../domain/scores/models.ts';
import { storeOf } from '../access/access.ts';

/** Fits that are shown, newest first. */
const newest = 100;

/** `GET /v1/models`: the fits of a store, with what each foresaw of what it had not seen, and what the last run came to. */
export const getModels =
  (db: Queries): RequestHandler =>
  async (_request, response) => {
    const { id } = storeOf(response);
    const [rows, last] = await Promise.all([listModels(db, id, newest), readLastRun(db, id)]);
    response.json({
      models: rows.map(modelView),
      lastRun: last
        ? {
            asOf: last.asOf,
            startedAt: last.startedAt,
            finishedAt: last.finishedAt,
            scored: last.scored,
            fits: (last.fits ?? []).map((fit) => ({ ...fit, sentence: fitSentence(fit) })),
          }
        : null,
      needs: minimumData,
    });
  };

/** By what a score names the fit that said it. */
export const modelName = ({ kind, name, version, fittedAt, windowTo }: ModelRow) => ({
  kind,
  name,
  version,
  fittedAt,
  until: windowTo,
});

/** A fit as the registry shows it. */
export const modelView = (row: ModelRow) => ({
  ...modelName(row),
  state: row.state,
  reason: row.reason,
  promotedAt: row.promotedAt,
  promotedBy: row.promotedBy,
  from: row.windowFrom,
  customers: row.customers,
  observations: row.observations,
  share: row.share,
  parameters: row.parameters,
  standardErrors: row.standardErrors,
  logLikelihood: row.logLikelihood,
  holdout: row.holdout,
});

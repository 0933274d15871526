import type { Queries } from '../../../db/client.ts';
import type { Extent } from '../../../db/scoring/fit-rows.ts';
import type { ModelRow } from '../../../db/scoring/models.ts';
import type { StoreId } from '../../../domain/ids.ts';
import type { Holdout, ModelKind, ModelName } from '../../../domain/scores/models.ts';

/** Which past a model is fitted to. */
export interface FitRequest {
  readonly store: StoreId;
  readonly model: 'mbg' | 'bg';
  readonly extent: Extent;
  /** How long the past is. */
  readonly days: number;
  readonly from: string;
  /** The last day that the model which is judged knows of. */
  readonly cut: string;
  /** The last day of all. */
  readonly to: string;
  readonly share: number;
  /** Aborted: the fit ends at once, with the signal's error. */
  readonly signal?: AbortSignal | undefined;
}

/** A fit that may be put to use. */
export interface Candidate {
  readonly kind: ModelKind;
  readonly name: ModelName;
  readonly customers: number;
  readonly observations: number;
  /** Of the whole past; times in weeks (gaps in days), amounts in minor units. */
  readonly estimates: {
    readonly parameters: Readonly<Record<string, number>>;
    readonly standardErrors: Readonly<Record<string, number>>;
    readonly logLikelihood: number;
  };
  /** Of the same model, fitted to the past up to the cut. */
  readonly holdout: Holdout;
  /** What else to write by the model that is in use after the judgement, in the same transaction. */
  readonly after?: (queries: Queries, inUse: InUse) => Promise<void>;
}

/** A model in use. */
export type InUse = Pick<ModelRow, 'id' | 'parameters'>;

/** The model in use, as a fit is compared with it. */
export type Last = Pick<ModelRow, 'id' | 'name' | 'version' | 'parameters'>;

import { countCoverage } from '../../../db/coverage/count-coverage.ts';
import type { Database } from '../../../db/client.ts';
import { readSection } from '../../../db/policies/section.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { readMode } from '../../../db/switches/modes.ts';
import { type Lack, lackSentence, lacksOf, needsOfJourney } from '../../../domain/coverage/coverage.ts';
import type { DataField } from '../../../domain/coverage/fields.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import type { SendingMode } from '../../../domain/switches/sending-mode.ts';
import { setMode } from './set-mode.ts';
import type { Who } from './who.ts';

export interface ModeWish {
  /** A journey's name, or `*`. */
  readonly journey: string;
  readonly mode: SendingMode;
  /** Of what the store may know too little: it is switched on all the same. */
  readonly inSpiteOf?: readonly DataField[] | undefined;
}

/** `refused`: nothing was changed; the journey builds on what the store does not know. `unknown`: nothing to count yet. */
export type Switching =
  | { readonly outcome: 'switched'; readonly changed: boolean; readonly unknown: readonly DataField[] }
  | { readonly outcome: 'refused'; readonly lacks: readonly Lack[] };

/**
 * Says how far the store or a journey has gone live, as people ask for it: a journey is switched on only where the store
 * knows enough of what it builds on, or in spite of each field that is named, which the audit log keeps (R227). Trying it
 * out, in shadow or for the allowlist, needs nothing.
 */
export const switchMode = async (
  db: Database,
  store: StoreRow,
  specs: readonly JourneySpec[],
  { inSpiteOf = [], ...wish }: ModeWish,
  who: Who,
): Promise<Switching> => {
  const { lacks, unknown } = await lookAt(db, store, specs, wish, who);
  const refused = lacks.filter(({ field }) => !inSpiteOf.includes(field));
  if (refused.length > 0) return { outcome: 'refused', lacks: refused };
  const known = lacks.map(({ field, have, of, least }) => `${field} ${have}/${of}, least ${least} %`).join('; ');
  const changed = await setMode(db, store.id, wish, who, known === '' ? {} : { inSpiteOf: known });
  return { outcome: 'switched', changed, unknown };
};

/** What the store does not know of what would be switched on; nothing, where nothing is or it is on already. */
const lookAt = async (
  db: Database,
  store: StoreRow,
  specs: readonly JourneySpec[],
  { journey, mode }: Pick<ModeWish, 'journey' | 'mode'>,
  { at }: Who,
): Promise<{ readonly lacks: readonly Lack[]; readonly unknown: readonly DataField[] }> => {
  const spec = specs.find(({ name }) => name === journey);
  const nothing = { lacks: [], unknown: [] };
  if (!spec || mode !== 'on') return nothing;
  const said = await readMode(db, store.id, journey);
  if ((said?.mode ?? spec.begins ?? 'on') === 'on') return nothing;
  const [counts, policy, consent] = await Promise.all([
    countCoverage(db, store, at),
    readSection(db, store.id, 'coverage', new Date(at)),
    readSection(db, store.id, 'consent', new Date(at)),
  ]);
  const needs = needsOfJourney(spec, consent);
  return { lacks: lacksOf(needs, counts, policy), unknown: needs.filter((field) => counts.fields[field].of === 0) };
};

/** Why a journey was not switched on, for people. */
export const refusalSentence = (journey: string): string =>
  `${journey} was not switched on: the store knows too little of what it builds on`;

export const lackSentences = (lacks: readonly Lack[]): readonly string[] =>
  lacks.map((lack) => `${lack.field}: ${lackSentence(lack)}`);

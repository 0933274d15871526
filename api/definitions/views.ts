import type { DefinitionRow } from '../../db/definitions/definitions.ts';
import { savedPrefix } from '../../domain/definitions/definition.ts';
import { definitionSentence } from '../../domain/definitions/sentences/sentence.ts';

/** One version of a definition as stores and operators read it. */
export const definitionView = (row: Omit<DefinitionRow, 'recordedAt'>) => ({
  name: row.name,
  /** As policies, campaigns and other definitions name it. */
  segment: savedPrefix + row.name,
  version: row.version,
  state: row.state,
  definition: row.body,
  sentence: definitionSentence(row.body),
  savedAt: row.savedAt,
  savedBy: row.savedBy,
  why: row.why,
});

import type { Definition } from '../../domain/definitions/definition.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';

/** What a definition is asked of. */
export interface Question {
  readonly store: StoreId;
  /** Amounts in others are left out. */
  readonly currency: string;
  readonly now: Millis;
  /** The definitions of the store that others may build on. */
  readonly others: ReadonlyMap<string, Pick<Definition, 'include' | 'exclude'>>;
}

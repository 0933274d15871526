import type { Flaw } from '../../events/flaw.ts';
import type { Texts } from '../../policies/forms/form.ts';
import type { PolicyPreview } from '../../policies/preview.ts';

/** What an operator has written into the form, and what came of it. */
export interface Draft {
  readonly texts: Texts;
  readonly from: string;
  readonly why: string;
  /** The newest version when the form was first shown. */
  readonly basedOn: string;
  readonly flaws: readonly Flaw[];
  readonly preview?: PolicyPreview;
}

import type { LetterId } from '../../../domain/templates.ts';
import type { CodeCopy } from '../frame/code.tsx';
import type { Point } from '../frame/parts.tsx';
import type { Envelope } from '../template.ts';
import type { LetterView } from '../view.ts';

/** The words of a letter: an opening, what it is about, one call. A block without anything in it is left away. */
export interface LetterCopy extends Envelope {
  readonly title: string;
  /** Paragraphs. */
  readonly opening: readonly string[];
  readonly points?: readonly Point[];
  /** Sentences of the shop's own, one below the other. */
  readonly list?: readonly string[];
  readonly code?: CodeCopy;
  /** Over what customers wrote (R3). */
  readonly reviews?: string;
  /** Over the lines of the order. */
  readonly order?: string;
  /** Over the products that it proposes. */
  readonly products?: string;
  readonly call: string;
  /** Where the call leads; without it to the shop. */
  readonly href?: string | undefined;
  readonly closing?: string;
}

/** The letters of one family (`welcome`), in one language. */
export type LettersOf<Family extends string> = Readonly<
  Record<Extract<LetterId, `${Family}/${string}`>, (view: LetterView) => LetterCopy>
>;

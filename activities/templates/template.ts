import type { ReactNode } from 'react';
import type { Locale } from '../../domain/templates.ts';
import type { FrameView } from './view.ts';

/** The lines around a message's body, in one language: what the inbox shows and why the customer gets it. */
export interface Envelope {
  readonly subject: string;
  /** What inboxes show after the subject. */
  readonly preview: string;
  /** The footer's first sentence: why this customer gets this message. */
  readonly why: string;
}

/** A message's body, twice: for HTML and as plain text that reads well on its own. */
export interface Body {
  readonly html: ReactNode;
  /** Blocks of text; an empty line separates them. */
  readonly text: readonly string[];
}

/** One message in every language: its words (one file a language) and its layout. */
export interface Template<View extends FrameView, Copy extends Envelope> {
  readonly copy: Readonly<Record<Locale, (view: View) => Copy>>;
  readonly body: (copy: Copy, view: View, locale: Locale) => Body;
}

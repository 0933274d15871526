import type { DeliverResult } from '../../../../domain/delivery.ts';
import type { History } from '../history/history.ts';
import type { Cast, Step } from './plant.ts';
import type { Story } from '../story/story.ts';
import type { When } from '../history/timeline.ts';

/** A message that the provider has on record. */
export interface Sent {
  readonly step: Step;
  readonly when: When;
  /** When it was claimed, in the store's time, as its own header says. */
  readonly at: number;
  readonly dueAt: number;
  readonly expiresAt: number;
  readonly to: string;
  /** What it shows: the view that it was rendered from. */
  readonly view: ShownView;
}

export interface ShownView {
  readonly cart?: {
    readonly lines: readonly { readonly title: string; readonly unitPrice: { readonly amount: number } }[];
  };
  readonly offer?: { readonly code: string };
}

/** How a step ended, as whoever asked was told. */
export interface End {
  readonly step: Step;
  readonly outcome: Exclude<DeliverResult['outcome'], 'later'> | 'none';
  readonly reason?: string | undefined;
  readonly at: number;
  readonly when: When;
}

/** Everything that the judge gets. */
export interface Played {
  /** When it begins, in the store's time. */
  readonly start: number;
  readonly story: Story;
  readonly cast: Cast;
  readonly history: History;
  readonly sent: readonly Sent[];
  readonly ends: readonly End[];
  /** What the ledger says of every step, to be compared with both. */
  readonly ledger: readonly { readonly key: string; readonly state: string; readonly reason: string | null }[];
  readonly attempts: number;
}

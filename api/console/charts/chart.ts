/** Charts as data: what is shown, in which words; how it is drawn is in `draw.ts`. */
export type Chart = Band | Bars | Ranges | Lines;

interface Titled {
  /** Names it on its page: small letters, digits, hyphens. */
  readonly id: string;
  readonly title: string;
  /** What it shows, in a sentence: all that somebody gets who does not see it, with its figures as a table. */
  readonly about: string;
}

/** An estimate with its interval over time; nothing where it could not be told. */
export interface Band extends Titled {
  readonly kind: 'band';
  readonly points: readonly {
    readonly at: string;
    readonly range?: { readonly value: number; readonly low: number; readonly high: number } | undefined;
  }[];
  /** The value of the axis in words. */
  readonly format: (value: number) => string;
}

/** Several amounts at each place, side by side, lying. */
export interface Bars extends Titled {
  readonly kind: 'bars';
  readonly places: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** Intervals, one a line, beside what they are compared with. */
export interface Ranges extends Titled {
  readonly kind: 'ranges';
  readonly rows: readonly {
    readonly name: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly marks: readonly { readonly at: number; readonly name: string }[];
  readonly format: (value: number) => string;
}

/** Amounts over time. */
export interface Lines extends Titled {
  readonly kind: 'lines';
  readonly at: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

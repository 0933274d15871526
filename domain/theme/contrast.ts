import type { Palette } from '../policy/theme.ts';

/** Relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2.2, "relative luminance"). */
const luminance = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** How far two colours are apart, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export const contrast = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

type Colour = keyof Palette;

/** What stands on what, and how far apart it must be: text 4.5, the shapes of what is clicked 3 (WCAG 2.2, AA: 1.4.3 and 1.4.11). */
const pairs: readonly (readonly [Colour, Colour, number])[] = [
  ['ink', 'paper', 4.5],
  ['soft', 'paper', 4.5],
  ['soft', 'page', 4.5],
  ['onAccent', 'accent', 4.5],
  ['accent', 'paper', 3],
];

export interface ContrastFlaw {
  readonly colour: Colour;
  readonly on: Colour;
  readonly ratio: number;
  readonly wanted: number;
}

/** The colours that cannot be told apart well enough; empty: all can. */
export const contrastFlaws = (palette: Palette): readonly ContrastFlaw[] =>
  pairs
    .map(([colour, on, wanted]) => ({ colour, on, wanted, ratio: contrast(palette[colour], palette[on]) }))
    .filter(({ ratio, wanted }) => ratio < wanted);

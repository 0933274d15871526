import type { Texts } from './form.ts';

/** The entries of a list in a form, `caps.0.id` and so on, by the numbers that stand in their fields' names. */
export const rowsOf = (list: string, texts: Texts): readonly number[] => {
  const numbers = Object.keys(texts).flatMap((name) => {
    const [of, row = ''] = name.split('.');
    return of === list && /^\d{1,4}$/u.test(row) ? [Number(row)] : [];
  });
  return [...new Set(numbers)].toSorted((a, b) => a - b);
};

/** The texts of one entry by the rest of their names. */
export const rowTexts = (list: string, row: number, texts: Texts): Texts => {
  const prefix = `${list}.${row}.`;
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), text]] : [],
    ),
  );
};

/** One entry's texts under its names in the form; one that was there before says so. */
export const keptRow = (list: string, row: number, texts: Texts): Texts =>
  Object.fromEntries(Object.entries({ ...texts, kept: 'yes' }).map(([name, text]) => [`${list}.${row}.${name}`, text]));

/** Whether an entry counts: it was there and is not to be removed, or somebody wrote one of `written` into a new one. */
export const isMeant = (row: Texts, written: readonly string[]): boolean =>
  row['remove'] === undefined && (row['kept'] !== undefined || written.some((name) => (row[name] ?? '').trim() !== ''));

/** A number where one was written, nothing where nothing was; anything else is refused by the schema. */
export const numberOf = (text = ''): unknown => {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^-?\d{1,15}(\.\d+)?$/u.test(trimmed) ? Number(trimmed) : trimmed;
};

/** The text, or nothing where nothing was written. */
export const textOf = (text = ''): string | undefined => text.trim() || undefined;

/** The entries without the properties that nothing was written into. */
export const written = (properties: object): object =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));

/**
 * Values as PostgreSQL writes an array, `{1,NULL,"a"}`, to be cast and unnested: of many rows it is read several times as
 * fast as JSON. Text is quoted; numbers and ids need not be.
 */
export const arrayText = (values: readonly (number | boolean | null)[]): string =>
  `{${values.map((value) => (value === null ? 'NULL' : value)).join(',')}}`;

/** The same of words and ids. */
export const wordsText = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replaceAll(/["\\]/gu, '\\$&')}"`).join(',')}}`;

import { importersOf, testFiles } from '../stack/imports.ts';

/** The test files that draw cases, themselves or through what they import: another seed asks them something else. */
export const drawingFiles = (): readonly string[] =>
  testFiles().filter(importersOf('fast-check', 'test/stack/seed.ts'));

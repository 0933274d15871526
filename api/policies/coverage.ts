import { z } from 'zod';
import { type DataField, dataFields, fieldNames } from '../../domain/coverage/fields.ts';
import type { CoveragePolicy } from '../../domain/policy/coverage.ts';

const percent = z.number().min(0).max(100);

const least = Object.fromEntries(
  fieldNames.map((field) => [field, percent.meta({ description: dataFields[field].words })]),
) as Readonly<Record<DataField, typeof percent>>;

export const coverage = z
  .strictObject({
    least: z.strictObject(least).meta({
      description:
        'of each field the least share, in percent, of those that could have it: below it a journey that needs it is not switched on',
    }),
  })
  .meta({
    title: 'Data coverage',
    description: 'What the shop has to know before a journey that builds on it is switched on.',
  }) satisfies z.ZodType<CoveragePolicy>;

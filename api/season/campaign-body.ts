import { z } from 'zod';
import { civilInstant, momentsOf } from '../../domain/civil/campaign-moments.ts';
import { readCivilTime } from '../../domain/civil/read-civil-time.ts';
import {
  type Campaign,
  campaignKinds,
  hourMoments,
  type NamedMoment,
  namedMoments,
} from '../../domain/season/campaign.ts';
import { campaignPaths } from '../../domain/season/paths.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { toMillis } from '../../domain/time/instant.ts';
import { text } from '../events/fields.ts';
import { audienceFilter } from '../policies/audiences.ts';
import { duration } from '../policies/fields.ts';

/** How a campaign is named in addresses and commands. */
export const campaignName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'write small letters, digits and hyphens, at most 40: summer-2026');

const words = z.strictObject({ fr: text(60), en: text(60) });
const sentence = z.strictObject({ fr: text(200), en: text(200) });

/** Longer than any sales last, in milliseconds. */
const longest = 120 * 86_400_000;

/** A campaign of a shop whose clocks show `zone`; each flaw names its field. */
export const campaignBody = (zone: string) => {
  const civil = z.string().refine((given) => given.length === 16 && readCivilTime(given, zone) !== undefined, {
    error: `write a time that clocks in ${zone} show: 2026-06-24T08:00`,
    // The order of dates is looked at once they are dates.
    abort: true,
  });
  const time = z.strictObject({
    days: z.int().min(-90).max(90),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/u, { error: 'write an hour: 10:00', abort: true })
      .optional(),
  });
  const moments = Object.fromEntries(namedMoments.map((moment) => [moment, time.nullable().optional()])) as Readonly<
    Record<NamedMoment, z.ZodOptional<z.ZodNullable<typeof time>>>
  >;
  return z
    .strictObject({
      kind: z.enum(campaignKinds).default('sales'),
      label: words,
      opens: civil,
      second: civil.optional(),
      third: civil.optional(),
      ends: civil,
      hours: z
        .array(z.strictObject({ from: civil, until: civil, says: sentence }))
        .max(hourMoments.length)
        .default([]),
      moments: z.strictObject(moments).default({}),
      paths: z
        .array(z.enum(campaignPaths))
        .min(1)
        .default([...campaignPaths]),
      audience: audienceFilter.optional(),
      spread: duration
        .refine((given) => durationMillis(given) <= 12 * 3_600_000, 'is at most 12 hours')
        .default('1 hour'),
    })
    .superRefine((campaign, context) => {
      for (const [field, problem] of orderFlaws(campaign, zone)) {
        context.addIssue({ code: 'custom', path: field.split('.'), message: problem });
      }
    }) satisfies z.ZodType<Campaign>;
};

/** What is wrong with the order of a campaign's dates. */
const orderFlaws = (campaign: Campaign, zone: string): readonly (readonly [field: string, problem: string])[] => {
  const flaws: [string, string][] = [];
  const at = (civil: string) => civilInstant(civil, zone);
  if (campaign.third !== undefined && campaign.second === undefined)
    flaws.push(['second', 'is missing before a third']);
  const dates = (['opens', 'second', 'third', 'ends'] as const).filter((date) => campaign[date] !== undefined);
  for (const [index, date] of dates.entries()) {
    const before = dates[index - 1];
    if (before && at(campaign[date]!) <= at(campaign[before]!)) flaws.push([date, `must be later than ${before}`]);
  }
  if (at(campaign.ends) - at(campaign.opens) > longest) flaws.push(['ends', 'is at most 120 days after opens']);
  const last = momentsOf(campaign, zone).last;
  const hoursFrom = Math.max(...dates.slice(0, -1).map((date) => at(campaign[date]!)), last ? toMillis(last.from) : 0);
  let previous = hoursFrom;
  for (const [index, { from, until }] of campaign.hours.entries()) {
    if (at(from) < previous)
      flaws.push([
        `hours.${index}.from`,
        index > 0 ? 'must not be before the end of the one before' : 'is before the last day of the campaign',
      ]);
    if (at(until) <= at(from)) flaws.push([`hours.${index}.until`, 'must be later than from']);
    if (at(until) > at(campaign.ends)) flaws.push([`hours.${index}.until`, 'is after the end of the campaign']);
    previous = at(until);
  }
  return flaws;
};

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Flaw, flawsOf } from '../../api/events/flaw.ts';
import { readPolicyBody } from '../../api/policies/read-policy.ts';
import { calendarBody } from '../../api/season/calendar-body.ts';
import { isPolicySection, policySections } from '../../api/policies/schemas.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { SeasonCalendar } from '../../domain/time/season.ts';
import { journeysPath, workflowBundle } from '../simulator/bundle.ts';
import { readJsonFile } from '../policy/read-json-file.ts';
import type { Programme } from './backtest.ts';
import type { Mapping, ShopOfMapping } from './input/mapping.ts';
import type { BacktestOptions } from './options.ts';

/** What is compared, or played alone: which rules, and whose code. */
export interface Version {
  /** JSON with sections of a policy, as `npm run policy -- export` writes it. */
  readonly policy?: string | undefined;
  /** The registry of the journeys, as workflows/index.ts is one. */
  readonly journeys?: string | undefined;
}

const ownShop: ShopOfMapping = { timezone: 'Europe/Paris', currency: 'EUR', locale: 'fr' };

/** Puts together what is to be played. @throws BacktestOptionError naming what is wrong. */
export const programmeOf = async (
  options: BacktestOptions,
  mapping: Mapping | undefined,
  version: Version = {},
): Promise<Programme> => {
  const shop = mapping?.shop ?? ownShop;
  const { policy = options.policy, journeys = journeysPath } = version;
  const all = await specsOf(journeys);
  const calendar = options.calendar === undefined ? shop.calendar : readCalendar(options.calendar);
  return {
    shop: {
      id: options.store as StoreId,
      timezone: options.timezone ?? shop.timezone,
      currency: options.currency ?? shop.currency,
      locale: options.locale ?? shop.locale,
      policy: { ...shop.policy, ...(policy !== undefined && readPolicies(policy)) },
      ...(calendar && { calendar }),
    },
    specs: chosen(all, options.journeys),
    code: (await workflowBundle(journeys)).code,
  };
};

const specsOf = async (registry: string): Promise<readonly JourneySpec[]> => {
  const journeys = (await import(pathToFileURL(resolve(registry)).href)) as Record<
    string,
    { readonly spec: JourneySpec }
  >;
  return Object.values(journeys).map(({ spec }) => spec);
};

const on = (spec: JourneySpec): JourneySpec => ({ ...spec, begins: 'on' });

/** Without a choice those that a new store begins with (R298); `all`: every one of them. */
const chosen = (all: readonly JourneySpec[], names: readonly string[] | undefined): readonly JourneySpec[] => {
  if (names === undefined) return all.filter(({ essential, begins }) => essential || begins !== 'off').map(on);
  if (names.includes('all')) return all.map(on);
  const unknown = names.filter((name) => !all.some((spec) => spec.name === name));
  if (unknown.length > 0) {
    throw new BacktestOptionError(
      `There is no journey ${unknown.join(', ')}. There are: ${all.map(({ name }) => name).join(', ')}; or all.`,
    );
  }
  return all.filter(({ name }) => names.includes(name)).map(on);
};

const flawed = (path: string, flaws: readonly Flaw[]): BacktestOptionError =>
  new BacktestOptionError(`${path}:\n  ${flaws.map(({ field, problem }) => `${field} ${problem}`).join('\n  ')}`);

/** A calendar of the season in a file. @throws BacktestOptionError */
const readCalendar = (path: string): SeasonCalendar => {
  const { data, error } = calendarBody.safeParse(readJsonFile(path));
  if (data) return data;
  throw flawed(path, flawsOf(error));
};

/** Sections of a policy in a file. @throws BacktestOptionError */
export const readPolicies = (path: string): Partial<Policy> => {
  const given = readJsonFile(path);
  const fail = (flaws: readonly Flaw[]): BacktestOptionError => flawed(path, flaws);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw fail([{ field: 'it', problem: 'must be an object with a section of the policy in each field' }]);
  }
  const read = Object.entries(given).map(([section, body]) => {
    if (!isPolicySection(section)) {
      throw fail([{ field: section, problem: `is no section; there are ${policySections.join(', ')}` }]);
    }
    const reading = readPolicyBody(section, body);
    if (!reading.ok) {
      throw fail(reading.flaws.map(({ field, problem }) => ({ field: field.replace(/^policy\b/u, section), problem })));
    }
    return [section, reading.policy] as const;
  });
  return Object.fromEntries(read) as Partial<Policy>;
};

/** Thrown when the command line asks for what there is not. */
export class BacktestOptionError extends Error {
  override readonly name = 'BacktestOptionError';
  readonly code = 'BACKTEST_OPTION';
}

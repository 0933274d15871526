import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Sandbox } from '../simulator/sandbox.ts';
import { occasionsOf } from './occasions.ts';
import { type Circumstances, type Road, walk } from './road.ts';

/** One way through a journey, and who goes it. */
export interface Branch {
  /** Who: `every customer`, `via: quiz`, `offer: cartTen (50 %)`. */
  readonly who: string;
  readonly road: Road;
}

/** Everything that is drawn of a journey. */
export interface JourneyMap {
  readonly spec: JourneySpec;
  readonly branches: readonly Branch[];
  /** What ends it between any two steps: seen to, not only declared. */
  readonly exits: readonly { readonly event: string; readonly about?: string | undefined }[];
}

type Journey = Parameters<typeof walk>[1];

/** Customers whose arms are looked at. */
const people = 64;

/**
 * Finds the ways through a journey by walking it: with each way in which its trigger may be told, for many customers
 * (whose arms differ), in each mode of the season, with each event that it listens to in each of its pauses, and with
 * each step withheld. Ways that come out the same are drawn once.
 *
 * @throws ExploreError when an exit of the spec does not end the run.
 */
export const explore = async (sandbox: Sandbox, journey: Journey): Promise<JourneyMap> => {
  const { spec } = journey;
  const occasions = triggersOf(spec).flatMap(occasionsOf);
  const plain: Circumstances = { occasion: occasions[0]! };
  const main = await walk(sandbox, journey, plain);
  const branches: Branch[] = [{ who: 'every customer', road: main }];
  const add = async (who: string, circumstances: Circumstances): Promise<Road> => {
    const road = await walk(sandbox, journey, circumstances);
    if (!branches.some((known) => shapeOf(known.road) === shapeOf(road))) branches.push({ who, road });
    return road;
  };

  for (const occasion of occasions) {
    const first = occasion.type === plain.occasion.type ? '' : `on ${occasion.type}`;
    await add([first, occasion.label].filter(Boolean).join(', ') || 'every customer', { occasion });
  }
  await addArms(sandbox, journey, plain, branches);
  for (const mode of ['event', 'dday'] as const) await add(`season mode ${mode}`, { ...plain, mode });
  if (spec.awaitsEvent)
    await add('an event that lasts 6 more days', { ...plain, mode: 'event', lasts: 6 * 86_400_000 });
  await add('an event begins 45 days later', { ...plain, eventAfter: 45 * 86_400_000 });
  for (const { name } of spec.listens ?? []) {
    for (const occasion of occasionsOf(name)) {
      const what = [name, occasion.label && `(${occasion.label})`].filter(Boolean).join(' ');
      for (const pause of pausesOf(main))
        await add(`${what} ${pause.words}`, { ...plain, meanwhile: { occasion, after: pause.after } });
    }
  }
  for (const { step } of main.steps) {
    const road = await walk(sandbox, journey, { ...plain, withheld: step });
    if (timesOf(road) !== timesOf(main)) branches.push({ who: `${step} withheld`, road });
  }
  return { spec, branches, exits: await exitsOf(sandbox, journey, plain, main) };
};

/** Roads that differ by the customer alone: the arms of the journey's splits, and how many take each. */
const addArms = async (sandbox: Sandbox, journey: Journey, plain: Circumstances, branches: Branch[]): Promise<void> => {
  const arms = new Map<string, { road: Road; count: number }>();
  for (let index = 0; index < people; index++) {
    const road = await walk(sandbox, journey, { ...plain, customer: `customer-${index + 1}` });
    const known = arms.get(shapeOf(road));
    if (known) known.count += 1;
    else arms.set(shapeOf(road), { road, count: 1 });
  }
  if (arms.size === 1) return;
  const main = branches.findIndex(({ road }) => arms.has(shapeOf(road)));
  const shown = [...arms.values()].map(({ road, count }) => ({
    who: `${differing(
      road,
      [...arms.values()].map((arm) => arm.road),
    )} (${Math.round((100 * count) / people)} % of ${people} customers)`,
    road,
  }));
  branches.splice(main, 1, ...shown);
};

const marksOf = ({ steps }: Road): readonly string[] =>
  steps.flatMap(({ template, props }) => [
    template,
    ...Object.entries(props).map(([name, value]) => `${name}: ${value}`),
  ]);

/** What a road has that some other of them has not. */
const differing = (road: Road, all: readonly Road[]): string => {
  const own = marksOf(road).filter((mark) => all.some((other) => !marksOf(other).includes(mark)));
  return [...new Set(own)].join(', ') || 'without';
};

interface Pause {
  readonly after: Millis;
  readonly words: string;
}

/** An instant inside each of a road's pauses. */
const pausesOf = ({ steps, endsAfter }: Road): readonly Pause[] => {
  const moments = [0, ...steps.map(({ after }) => after), ...(endsAfter === undefined ? [] : [endsAfter])];
  return moments.slice(1).flatMap((to, index) => {
    const from = moments[index]!;
    const before = steps[index];
    if (to - from < 2) return [];
    return [{ after: Math.floor((from + to) / 2), words: before ? `before ${before.step}` : 'after the last step' }];
  });
};

/** What of a road is drawn. */
const shapeOf = ({ steps, endsAfter, end }: Road): string =>
  JSON.stringify([
    steps.map(({ expires: _expires, next: _next, fallback: _fallback, ...step }) => step),
    endsAfter,
    end,
  ]);

const timesOf = ({ steps, endsAfter }: Road): string =>
  JSON.stringify([steps.map(({ after, step }) => [after, step]), endsAfter]);

const exitsOf = async (
  sandbox: Sandbox,
  journey: Journey,
  plain: Circumstances,
  main: Road,
): Promise<JourneyMap['exits']> => {
  for (const { name, field } of journey.spec.exitOn) {
    const [occasion] = occasionsOf(name);
    for (const { after, words } of pausesOf(main)) {
      const road = await walk(sandbox, journey, { ...plain, meanwhile: { occasion: occasion!, after } });
      if (road.end !== 'exited' || road.endsAfter !== after) {
        throw new ExploreError(journey.spec.name, `${name}${field ? ` by ${field}` : ''}`, words);
      }
    }
  }
  return journey.spec.exitOn.map(({ name, field, only }) => ({
    event: name,
    about: field ? `same ${field}` : only && Object.values(only).flat().join(', '),
  }));
};

/** Thrown when a journey does not do what its spec says. */
export class ExploreError extends Error {
  override readonly name = 'ExploreError';
  readonly code = 'JOURNEY_EXIT';
  constructor(journey: string, exit: string, when: string) {
    super(`${journey}: ${exit} is in exitOn, and did not end the run at once ${when}.`);
  }
}

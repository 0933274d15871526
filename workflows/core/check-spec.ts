import { durationsOf, idleStep } from '../../domain/cadence.ts';
import type { Experiment, JourneySpec, Rebalance } from '../../domain/journey.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import { triggersOf } from '../../domain/journey.ts';
import { type DefinitionCode, JourneyDefinitionError } from './definition-error.ts';

/**
 * Finds the mistakes in a spec that types cannot.
 *
 * @throws JourneyDefinitionError naming the journey, the fact and the remedy.
 */
export const checkSpec = (spec: JourneySpec): void => {
  if (!spec.name) {
    throw new JourneyDefinitionError('JOURNEY_UNNAMED', 'a journey', 'has no name', 'give it the name of its export');
  }
  const wrong = (code: DefinitionCode, fact: string, remedy: string) =>
    new JourneyDefinitionError(code, spec.name, fact, remedy);

  if (!/^[a-z][A-Za-z0-9]*$/.test(spec.name)) {
    throw wrong('JOURNEY_NAME', 'the name is no camelCase identifier', 'name it as its export, for example welcome');
  }
  const roles = {
    trigger: triggersOf(spec),
    exitOn: spec.exitOn.map((exit) => exit.name),
    listens: (spec.listens ?? []).map((event) => event.name),
  };
  if (roles.trigger.length === 0) throw wrong('JOURNEY_NO_TRIGGER', 'nothing starts it', 'name an event in trigger');

  if (spec.restarts && ![...roles.trigger, 'order.placed' as const].some((event) => roles.exitOn.includes(event))) {
    throw wrong(
      'JOURNEY_RESTARTS',
      'it restarts, and nothing ends it then',
      'name its trigger or order.placed in exitOn',
    );
  }
  const seen = new Map<string, string>();
  for (const [role, events] of Object.entries(roles)) {
    for (const event of events) {
      if (spec.restarts && role === 'exitOn' && seen.get(event) === 'trigger') continue;
      const other = seen.get(event);
      if (other === role) throw wrong('JOURNEY_EVENT_TWICE', `${event} is twice in ${role}`, 'keep one');
      if (other) throw wrong('JOURNEY_EVENT_ROLES', `${event} is both in ${other} and in ${role}`, 'keep one');
      seen.set(event, role);
    }
  }
  for (const flaw of experimentFlaws(spec)) throw wrong('JOURNEY_EXPERIMENT', ...flaw);
  for (const [step, time] of Object.entries(spec.cadence ?? {})) {
    if (step === idleStep || isTime(step)) {
      throw wrong('JOURNEY_CADENCE', `a step cannot be called "${step}"`, 'give it the name of what is sent');
    }
    // A time before the instant that it is counted from: before a renewal, before a launch.
    const wrongTime = time && durationsOf(time).find((duration) => !isTime(duration));
    if (wrongTime)
      throw wrong('JOURNEY_DURATION', `${step} "${wrongTime}" is not a duration`, "write for example '15 minutes'");
  }
  for (const [field, duration] of timesOf(spec)) {
    if (!isDuration(duration)) {
      throw wrong('JOURNEY_DURATION', `${field} "${duration}" is not a duration`, "write for example '15 minutes'");
    }
  }
};

const experimentFlaws = ({ experiments = [] }: JourneySpec): readonly (readonly [fact: string, remedy: string])[] =>
  experiments.flatMap(({ name, about, arms, control, rebalance }, at) => {
    const weights = Object.values(arms);
    const flaws: [string, string][] = [];
    if (!/^[a-z][a-z0-9-]*$/.test(name))
      flaws.push([`the experiment "${name}" is no name`, 'write for example cart-offer']);
    if (experiments.findIndex((one) => one.name === name) < at)
      flaws.push([`two experiments are called ${name}`, 'rename one']);
    if (weights.length < 2 || weights.some((weight) => !(weight > 0))) {
      flaws.push([`the experiment ${name} has no two arms with weights above 0`, 'give each arm a weight']);
    }
    if (rebalance) flaws.push(...rebalanceFlaws(`the experiment ${name}`, about, weights, rebalance));
    if (!Object.hasOwn(arms, control)) flaws.push([`the control of ${name} is none of its arms`, 'name one of them']);
    return flaws;
  });

const rebalanceFlaws = (
  what: string,
  about: Experiment['about'],
  weights: readonly number[],
  { floor, window, metric }: Rebalance,
): readonly [fact: string, remedy: string][] => {
  const least = Math.min(...weights) / weights.reduce((sum, weight) => sum + weight, 0);
  const flaws: [string, string][] = [];
  if (!(floor > 0 && floor * weights.length <= 1))
    flaws.push([`${what} keeps ${floor} of each arm`, 'write a part that all arms can keep, such as 0.1']);
  else if (least < floor) flaws.push([`an arm of ${what} begins below its floor`, 'give it more weight']);
  if (!isDuration(window)) flaws.push([`the window of ${what} is no duration`, "write for example '14 days'"]);
  // A discount raises revenue easily.
  if (about === 'offer' && metric !== 'margin')
    flaws.push([`${what} follows the revenue of an offer`, "follow 'margin'"]);
  return flaws;
};

const timesOf = (spec: JourneySpec): readonly (readonly [string, Duration])[] => [
  ['expires', spec.expires],
  ...(spec.maxAge === undefined ? [] : [['maxAge', spec.maxAge] as const]),
  ...(spec.reentry === 'never' || spec.reentry === 'always' ? [] : [['reentry', spec.reentry] as const]),
  ...(spec.idle === undefined ? [] : durationsOf(spec.idle).map((duration) => ['idle', duration] as const)),
];

const isDuration = (duration: Duration): boolean => isTime(duration) && durationMillis(duration) >= 0;

const isTime = (duration: string): boolean => {
  try {
    return Number.isFinite(durationMillis(duration as Duration));
  } catch {
    return false;
  }
};

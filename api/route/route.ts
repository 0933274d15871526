import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { AnyEventIds } from '../../domain/events.ts';
import type { IgnoredReason } from '../../domain/reasons.ts';
import { enter } from './entry.ts';
import { overtake, stops } from './exits.ts';
import { idOf, sameId } from './named-ids.ts';
import type { Decision, RoutedEvent, RouteFacts, Routing } from './routing.ts';

/**
 * What an event means to the journeys: which runs it stops, touches, tells and starts. Pure; exits are
 * matched here and nowhere else.
 */
export const route = (event: RoutedEvent, specs: readonly JourneySpec[], facts: RouteFacts): Routing => {
  const decisions: Decision[] = [];
  const reasons: IgnoredReason[] = [];
  let used = false;

  for (const spec of specs) {
    const runs = facts.live.filter((run) => run.journey === spec.name);
    const exit = spec.exitOn.find((rule) => rule.name === event.type);
    const triggers = triggersOf(spec).includes(event.type) && !facts.asleep?.includes(spec.name);
    const listens = spec.listens?.some((listened) => listened.name === event.type) ?? false;
    used ||= exit !== undefined || triggers || listens;

    const stopped = exit ? runs.filter((run) => stops(spec, exit, event, run)) : [];
    for (const { id } of stopped) decisions.push({ kind: 'exit', run: id, because: event.type, signal: event.type });
    const others = runs.filter((run) => !stopped.includes(run));
    const overtaken = others.flatMap((run) => overtake(spec, run, others, event, facts) ?? []);
    decisions.push(...overtaken);
    if (facts.imported) {
      if (triggers || listens) reasons.push('imported');
      continue;
    }
    const going = others.filter((run) => !overtaken.some((exit) => exit.run === run.id));
    const told = going.filter((run) => isAbout(spec, event, run));
    if (listens) decisions.push(...told.map((run) => ({ kind: 'signal', run: run.id }) as const));
    if (!triggers) continue;

    const entry = enter(event, spec, facts, going);
    if (typeof entry === 'string') reasons.push(entry);
    else decisions.push(entry);
  }
  const ignored = reasons[0];
  return { decisions, used, ...(ignored === undefined ? {} : { ignored }) };
};

/** An event that carries the id that runs are told apart by is told to the run about that very one. */
const isAbout = ({ subject }: JourneySpec, event: RoutedEvent, run: { readonly event: AnyEventIds }): boolean =>
  subject === undefined || idOf(subject, event.ids) === undefined || sameId(subject, event.ids, run.event);

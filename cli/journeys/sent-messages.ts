import type { SentMessage } from '../../api/journeys/sent-message.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import type { JourneyMap } from './explore.ts';
import type { RoadStep } from './road.ts';

/**
 * Every message of these journeys, as walking them has found it, in order: each template on each channel once, and again
 * where a later send of it names something else.
 */
export const sentMessages = (maps: readonly JourneyMap[]): readonly SentMessage[] =>
  maps.flatMap(({ spec, branches }) => {
    const steps = branches.flatMap(({ road }) => road.steps);
    const found = new Map<string, SentMessage>();
    for (const step of steps.flatMap(waysOf)) {
      const nth = nthOf(step);
      const key = `${step.channel} ${step.template}`;
      const offers = offersOf(steps, step);
      const { offer: _offer, ...props } = step.props;
      const first = found.get(key);
      const isLikeFirst = first !== undefined && JSON.stringify(first.props ?? {}) === JSON.stringify(props);
      if (found.has(`${key}#${nth}`) || isLikeFirst) continue;
      found.set(nth === 1 ? key : `${key}#${nth}`, {
        journey: spec.name,
        channel: step.channel,
        template: step.template,
        ...(nth > 1 && { nth }),
        purpose: step.purpose,
        ...(step.next && { next: step.next }),
        ...(step.fallback && { fallback: step.fallback }),
        ...(offers.length > 0 && { offers: offers.join(' ') }),
        ...(Object.keys(props).length > 0 && { props }),
        ...(step.expires !== durationMillis(spec.expires) && { expires: `${step.expires} ms` as Duration }),
      });
    }
    return [...found.values()];
  });

const nthOf = ({ step }: Pick<RoadStep, 'step'>): number => Number(step.split('#')[1] ?? 1);

/** A step as it is, as it goes by its next channel, and what is sent in its place. */
const waysOf = (step: RoadStep): readonly RoadStep[] => {
  const { next, fallback, ...same } = step;
  return [step, ...(next ? [{ ...same, channel: next }] : []), ...(fallback ? [{ ...same, template: fallback }] : [])];
};

const offersOf = (steps: readonly RoadStep[], { template }: RoadStep): readonly string[] => [
  ...new Set(steps.flatMap((one) => (one.template === template ? (one.props['offer'] ?? []) : []))),
];

const quoted = (text: string): string => `'${text}'`;

/** As the formatter leaves it. */
const lineLength = 120;

const entry = (message: SentMessage): string => {
  const fields = Object.entries(message).map(([name, value]) => `${name}: ${written(value)}`);
  const line = `  { ${fields.join(', ')} },`;
  return line.length <= lineLength ? line : ['  {', ...fields.map((field) => `    ${field},`), '  },'].join('\n');
};

const written = (value: unknown): string => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? quoted(value) : literal(value as object);
};

const literal = (values: object): string =>
  `{ ${Object.entries(values)
    .map(([name, value]) => `${name}: ${quoted(String(value))}`)
    .join(', ')} }`;

/** The file that the product reads them from. */
export const sentMessagesFile = (messages: readonly SentMessage[]): string =>
  [
    "import type { SentMessage } from './sent-message.ts';",
    '',
    '/** What each journey sends. Made by `npm run journeys` from walking them; a test fails when it is not up to date. */',
    'export const sentMessages: readonly SentMessage[] = [',
    ...messages.map(entry),
    '];',
    '',
  ].join('\n');

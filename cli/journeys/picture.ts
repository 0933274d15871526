import { triggersOf } from '../../domain/journey.ts';
import { type Lane, drawLanes, type Mark } from '../simulator/lanes.ts';
import { offset } from '../simulator/schedule.ts';
import type { Branch, JourneyMap } from './explore.ts';
import type { Road, RoadStep } from './road.ts';

/** A journey's schedule for people: as text, as a picture, and as the page that shows both. */
export interface Picture {
  /** `cart-abandonment`. */
  readonly file: string;
  readonly text: string;
  readonly svg: string;
  readonly page: string;
}

export const pictureOf = (map: JourneyMap): Picture => {
  const { spec } = map;
  const file = spec.name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  const text = textOf(map);
  const svg = drawLanes({ title: spec.name, lanes: map.branches.map(laneOf), notes: notesOf(map), tick: offset });
  return { file, text, svg, page: pageOf(map, file, text) };
};

const laneOf = ({ who, road }: Branch): Lane => ({ title: who, marks: [...road.steps.map(markOf), ...endOf(road)] });

const propsOf = ({ props }: RoadStep): string =>
  Object.entries(props)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');

const markOf = (step: RoadStep): Mark => ({
  after: step.after,
  text: step.template,
  note: [step.channel, step.isSent ? propsOf(step) : 'withheld'].filter(Boolean).join(', '),
  kind: step.isSent ? step.purpose : 'withheld',
});

const endOf = ({ steps, endsAfter, end }: Road): readonly Mark[] =>
  // An end together with the last step goes without saying.
  endsAfter === undefined || endsAfter === steps.at(-1)?.after ? [] : [{ after: endsAfter, text: end, kind: 'end' }];

const notesOf = ({ spec, exits }: JourneyMap): readonly string[] => [
  `Begins with ${triggersOf(spec).join(' or ')}; again: ${spec.reentry}.`,
  exits.length === 0
    ? 'Nothing ends it early.'
    : `Ends at once, between any two steps: ${exits.map(({ event, about }) => (about ? `${event} (${about})` : event)).join(', ')}.`,
  'Blue: marketing. Green: transactional. Dashed: withheld. Times are from the trigger; quiet hours and caps may move a message.',
];

/** The schedule as lines; what a marketer would draw. */
const textOf = ({ spec, branches, exits }: JourneyMap): string =>
  [
    `${spec.name} (${spec.purpose}, rank ${spec.rank})`,
    ...branches.flatMap(({ who, road }) => [
      `  ${who}`,
      ...road.steps.map((step) => {
        const purpose = step.purpose === spec.purpose ? '' : ` [${step.purpose}]`;
        const props = propsOf(step);
        const withheld = step.isSent ? '' : ' withheld';
        return `    ${offset(step.after).padEnd(10)} ${step.channel} ${step.template}${props && ` (${props})`}${purpose}${withheld}`;
      }),
      ...(road.endsAfter === undefined
        ? ['    goes on for more than a year']
        : road.endsAfter === road.steps.at(-1)?.after
          ? []
          : [`    ${offset(road.endsAfter).padEnd(10)} ${road.end}`]),
    ]),
    `  ends at once: ${exits.map(({ event, about }) => (about ? `${event} (${about})` : event)).join(', ') || 'never'}`,
  ].join('\n');

const pageOf = ({ spec }: JourneyMap, file: string, text: string): string =>
  [
    `# ${spec.name}`,
    '',
    'Made by `npm run journeys` from walking the journey as it is shipped; a test fails when it is not up to date.',
    '',
    `![The schedule of ${spec.name} on a time axis](${file}.svg)`,
    '',
    '```text',
    text,
    '```',
    '',
  ].join('\n');

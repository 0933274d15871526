import type { EventType } from '../../../domain/events.ts';
import type { DataField } from '../../../domain/coverage/fields.ts';
import { durationMillis } from '../../../domain/time/duration.ts';
import type { Answers, End, Step } from '../answers/answers.ts';
import { camel, kebab } from '../names.ts';

/** Of a text in code: the formatter chooses the quotes. */
export const quoted = (text: string): string => JSON.stringify(text);

export const templateOf = ({ name }: Pick<Answers, 'name'>, step: Step): string => `${kebab(name)}/${step.name}`;

/** True for the first message of a journey that does not write at once: its time is the first wait. */
export const isIdle = (step: Step, at: number): boolean => at === 0 && durationMillis(step.after) > 0;

/** The messages whose times are steps of the cadence. */
export const inCadence = ({ steps }: Pick<Answers, 'steps'>): readonly Step[] => steps.slice(1);

export const eventNames = ({ starts, ends }: Pick<Answers, 'starts' | 'ends'>): readonly string[] =>
  [...starts, ...ends.map(({ event }) => event)].map(({ name }) => name).toSorted();

/** What an order means to journeys, told in the moment in which it is placed. */
const ofOrders: readonly EventType[] = ['customer.bought', 'product.bought', 'category.bought'];

/** True when the order that starts a run would end it at once. */
const followsOrder = ({ starts, ends }: Answers): boolean =>
  starts.some(({ type }) => ofOrders.includes(type)) && ends.some(({ event }) => event.type === 'order.placed');

/** What it builds on: an address, and whole products where it shows some. */
const needsOf = ({ steps }: Answers): readonly DataField[] => [
  steps.some(({ channels }) => channels.includes('email')) ? 'email' : 'phone',
  ...(steps.some(({ shows }) => shows) ? (['title', 'price', 'picture', 'page'] as const) : []),
];

/** `workflows/<name>.ts`. */
export const journeyFile = (answers: Answers): string => {
  const { name, does, starts, who, subject, reentry, ends, purpose, rank, expires, goal, owner, reviewBy, steps } =
    answers;
  const names = starts.map((event) => event.name);
  const [first] = steps;
  const cadence = inCadence(answers);
  const fields = [
    `name: ${quoted(name)}`,
    `trigger: ${names.length === 1 ? names[0] : `[${names.join(', ')}]`}`,
    ...(who ? [`entry: { orders: ${quoted(who)} }`] : []),
    ...(subject ? [`subject: ${quoted(subject)}`] : []),
    ...(followsOrder(answers) ? [`// The order that it follows is no reason to end it.\n    restarts: true`] : []),
    `reentry: ${quoted(reentry)}`,
    `exitOn: [${ends.map(exitCode).join(', ')}]`,
    `purpose: ${quoted(purpose)}`,
    `rank: ${quoted(rank)}`,
    ...(isIdle(first!, 0) ? [`idle: ${quoted(first!.after)}`] : []),
    ...(cadence.length > 0
      ? [`cadence: { ${cadence.map((step) => `${camel(step.name)}: ${quoted(step.after)}`).join(', ')} }`]
      : []),
    `expires: ${quoted(expires)}`,
    `goal: { kind: ${quoted(goal.kind)}${'within' in goal ? `, within: ${quoted(goal.within)}` : ''} }`,
    `needs: [${needsOf(answers).map(quoted).join(', ')}]`,
    `owner: ${quoted(owner)}`,
    `reviewBy: ${quoted(reviewBy)}`,
    `begins: 'off'`,
  ];
  return `import { ${eventNames(answers).join(', ')} } from './core/events.ts';
import { journey } from './core/journey.ts';

/** ${does} */
export const ${name} = journey(
  {
    ${fields.join(',\n    ')},
  },
  async (j) => {
    ${steps.map((step, at) => stepCode(answers, step, at)).join('\n    ')}
  },
);
`;
};

const exitCode = ({ event, field }: End): string => (field ? `${event.name}.by(${quoted(field)})` : event.name);

const stepCode = (answers: Answers, step: Step, at: number): string => {
  const channels = step.channels.map(quoted);
  const to = channels.length === 1 ? channels[0] : `[${channels.join(', ')}]`;
  const offer = step.offer ? `, { offer: ${quoted(step.offer)} }` : '';
  const send = `await j.send(${to}, ${quoted(templateOf(answers, step))}${offer});`;
  return at === 0 ? send : `if (await j.reach(${quoted(camel(step.name))})) ${send}`;
};

import { offset } from '../../../cli/simulator/schedule.ts';
import { durationMillis } from '../../../domain/time/duration.ts';
import type { Answers, End } from '../answers/answers.ts';
import { camel, kebab } from '../names.ts';
import { inCadence, isIdle, quoted, templateOf } from './journey-file.ts';

/** When an exit is told in the test: after so many messages. */
export interface Moment {
  readonly after: string;
  readonly sent: number;
}

/** An instant at which a run still waits for something; none where it is over as soon as it begins. */
export const waitingMoment = ({ steps }: Answers): Moment | undefined => {
  const [first, second] = steps;
  if (second) return { after: first!.after, sent: 1 };
  return isIdle(first!, 0) ? { after: `${durationMillis(first!.after) / 2}ms`, sent: 0 } : undefined;
};

/** What a marketer would draw. */
const schedule = (answers: Answers, left?: string): string =>
  `[${answers.steps
    .filter(({ name }) => name !== left)
    .map((step) => quoted(`${offset(durationMillis(step.after))} ${step.channels[0]} ${templateOf(answers, step)}`))
    .join(', ')}]`;

/** `test/journeys/<name>.test.ts`. */
export const testFile = (answers: Answers): string => {
  const { name, starts, subject, ends, steps } = answers;
  const [event] = starts;
  const names = [...new Set(ends.map((end) => end.event.name))].toSorted();
  const waiting = waitingMoment(answers);
  const [left] = inCadence(answers);
  const input = `{ event: ${JSON.stringify(event!.ids)} as never, subject: ${quoted(subject ? event!.ids[subject]! : '')} }`;
  return `import { expect, test } from 'vitest';
${waiting && names.length > 0 ? `import { ${names.join(', ')} } from '../../workflows/core/events.ts';\n` : ''}import { ${name} } from '../../workflows/${kebab(name)}.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulate = useSimulator();
const input = ${input};

test(${quoted(`${name}: ${steps.length === 1 ? 'one message' : `${steps.length} messages`}, each in its time`)}, async () => {
  const run = await simulate(${name}, { input });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: ${steps.length}, withheld: 0 });
  expect(run.schedule()).toEqual(${schedule(answers)});
});
${waiting ? ends.map((end) => exitTest(answers, end, waiting)).join('') : ''}${left ? leftOutTest(answers, left.name) : ''}`;
};

const exitTest = ({ name }: Answers, { event }: End, { after, sent }: Moment): string => `
test(${quoted(`${name}: ${event.type} ends it, and nothing follows`)}, async () => {
  const run = await simulate(${name}, { input });
  await run.advance(${quoted(after)});
  await run.emit(${event.name}, ${JSON.stringify(event.ids)} as never);
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: ${quoted(event.type)}, sent: ${sent}, withheld: 0 });
});
`;

const leftOutTest = (answers: Answers, left: string): string => `
test(${quoted(`${answers.name}: a store leaves a message out, and the others keep their day`)}, async () => {
  const plan = { calendar: [], cadence: { ${camel(left)}: null } };
  const run = await simulate(${answers.name}, { input: { ...input, plan } });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: ${answers.steps.length - 1}, withheld: 0 });
  expect(run.schedule()).toEqual(${schedule(answers, left)});
});
`;

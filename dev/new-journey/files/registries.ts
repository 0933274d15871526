import { durationMillis } from '../../../domain/time/duration.ts';
import { type Answers, type Step } from '../answers/answers.ts';
import { NewJourneyError } from '../error.ts';
import { kebab } from '../names.ts';
import { quoted, templateOf } from './journey-file.ts';
import { smsName, wordsName } from './letters-file.ts';
import { waitingMoment } from './test-file.ts';

/** What is said of a new journey where all of them are listed: lines that go into a file that is there. */
export interface Registry {
  readonly path: string;
  readonly add: (text: string, answers: Answers) => string;
}

export const registries: readonly Registry[] = [
  {
    path: 'workflows/index.ts',
    add: (text, { name }) => {
      const [comment, ...lines] = text.trimEnd().split('\n');
      const all = [...lines, `export { ${name} } from './${kebab(name)}.ts';`];
      return `${[comment, ...all.toSorted((a, b) => (exported(a) < exported(b) ? -1 : 1))].join('\n')}\n`;
    },
  },
  {
    path: 'domain/templates.ts',
    add: (text, answers) => {
      const props = answers.steps.map((step) => `  ${quoted(templateOf(answers, step))}: ${propsOf(step)};\n`).join('');
      const texted = textedOf(answers)
        .map((step) => `  | ${quoted(templateOf(answers, step))}\n`)
        .join('');
      return before(
        before(text, '}\n\nexport type TemplateId =', `  /** ${answers.does} */\n${props}`),
        '>;\n\n/** A channel, or several in their order',
        texted,
      );
    },
  },
  {
    path: 'domain/template-needs.ts',
    add: (text, answers) =>
      before(
        text,
        '};\n\n/** True for a template of the one shape.',
        answers.steps.map((step) => `  ${quoted(templateOf(answers, step))}: ${needsOf(step)},\n`).join(''),
      ),
  },
  {
    path: 'activities/templates/letters.ts',
    add: (text, answers) => {
      const [en, fr] = [wordsName(answers, 'en'), wordsName(answers, 'fr')];
      const folder = kebab(answers.name);
      const imports = `import { ${en} } from './${folder}/en.ts';\nimport { ${fr} } from './${folder}/fr.ts';\n`;
      const withImports = before(text, "import type { LetterCopy } from './letter/copy.ts';", imports);
      return before(
        before(withImports, '  },\n  en: {', `    ...${fr},\n`),
        '  },\n};\n\n/** Every letter:',
        `    ...${en},\n`,
      );
    },
  },
  {
    path: 'activities/templates/sms/index.ts',
    add: (text, answers) => {
      const steps = textedOf(answers);
      if (steps.length === 0) return text;
      const family = kebab(answers.name);
      const imports = steps.map((step) => `import { ${smsName(answers, step)} } from './${family}/${step.name}.ts';\n`);
      const lines = steps.map((step) => `  ${quoted(templateOf(answers, step))}: ${smsName(answers, step)},\n`);
      return before(
        before(text, "import { composeSms, type SmsWords } from './compose.ts';", imports.join('')),
        '};\n\n/** Ids of every template with the words of a text message',
        lines.join(''),
      );
    },
  },
  {
    path: 'docs/journeys.md',
    add: (text, answers) => before(text, '\n## The same story in advertisements', `${rowOf(answers)}\n`),
  },
  {
    path: 'test/replay/scenarios.ts',
    add: (text, answers) => {
      if (!text.trimEnd().endsWith('\n};')) throw changed('test/replay/scenarios.ts', 'the end of scenariosOf');
      return `${text.trimEnd().slice(0, -2)}  ${answers.name}: ${scenarioOf(answers)},\n};\n`;
    },
  },
];

export const textedOf = ({ steps }: Answers): readonly Step[] =>
  steps.filter(({ channels }) => channels.includes('sms'));

const exported = (line: string): string => /\{ (\w+) \}/u.exec(line)?.[1] ?? '';

const propsOf = ({ offer, shows }: Step): string => {
  const props = [...(shows === 'same' ? ['productId: ProductId'] : []), ...(offer ? ['offer: OfferId'] : [])];
  return props.length > 0 ? `{ ${props.join('; ')} }` : 'object';
};

const needsOf = ({ shows }: Step): string => (shows ? `{ proposals: ${quoted(shows)} }` : '{}');

/** Its line among the journeys that ship. */
const rowOf = ({ name, starts, who, ends, steps }: Answers): string => {
  const by = who === undefined ? '' : who === 'none' ? ', by people who never bought' : ', of a first order';
  const sent = steps.map((step) => {
    const at = durationMillis(step.after) === 0 ? 'at once' : `after ${step.after}`;
    return `${at} \`${templateOf({ name }, step)}\``;
  });
  const cells = [
    `\`${name}\``,
    `${starts.map(({ type }) => `\`${type}\``).join(', ')}${by}`,
    sent.join(', '),
    ends.map(({ event }) => `\`${event.type}\``).join(', '),
    'off',
  ];
  return `| ${cells.join(' | ')} | |`;
};

const scenarioOf = (answers: Answers): string => {
  const { steps, ends } = answers;
  const waiting = waitingMoment(answers);
  const [end] = ends;
  if (waiting && end) {
    const [first, second] = steps.map(({ after }) => durationMillis(after));
    const after = second === undefined ? first! / 2 : (first! + second) / 2;
    return `endedLives(${steps.length}, { after: '${after}ms', by: ${quoted(end.event.type)}, sent: ${waiting.sent} })`;
  }
  const ended = `{ outcome: 'completed', sent: ${steps.length}, withheld: 0 }`;
  return `[{ name: 'untouched', title: 'nothing ends it', ends: ${ended}, budget: ${3 + 2 * steps.length} }]`;
};

/** `text` with `added` before the one place where `anchor` stands. */
const before = (text: string, anchor: string, added: string): string => {
  const at = text.indexOf(anchor);
  if (at === -1 || text.includes(anchor, at + 1)) throw changed('a registry', `“${anchor.trim().split('\n')[0]}”`);
  return text.slice(0, at) + added + text.slice(at);
};

const changed = (file: string, what: string) =>
  new NewJourneyError(file, `${what} is not where it was`, 'add the journey there by hand, as docs/authoring.md shows');

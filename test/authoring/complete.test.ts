import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withEvents } from '../../cli/journeys/known-events.ts';
import { defaultRanks } from '../../domain/policy/ranks.ts';
import { repository } from '../repository/copy-sources.ts';
import { page } from './blocks.ts';

const source = (path: string): string => readFileSync(join(repository, path), 'utf8');
const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name!);

/** Fields and methods of an interface, or of what a function returns: those that stand at its own indentation. */
const membersOf = (path: string, begins: string, indentation: string): readonly string[] => {
  const text = source(path);
  const at = text.indexOf(begins);
  expect(at, `${path}: ${begins}`).toBeGreaterThan(-1);
  const end = text.indexOf(`\n${indentation.slice(2)}}`, at);
  const own = new RegExp(`^${indentation}(?:readonly )?(\\w+)(?=[?<(:,])`, 'gmu');
  return [...new Set(matches(text.slice(at, end), own))];
};

/** All code of the page: its blocks, and what stands between backquotes. */
const code = matches(page, /(```[\s\S]*?```|`[^`\n]+`)/gu).join('\n');
const isNamed = (name: string): boolean => new RegExp(`\\b${name}\\b`, 'u').test(code);

/** What journeys import. */
const face = ['journey', 'context', 'spec', 'event', 'events', 'definition-error'].map(
  (file) => `workflows/core/${file}.ts`,
);

test.for(face)('every export of %s is on the page', (path) => {
  const names = matches(source(path), /^export (?:const|interface|type|class) (\w+)/gmu);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !isNamed(name))).toEqual([]);
});

test.for<[path: string, begins: string, indentation: string]>([
  ['domain/journey.ts', 'export interface JourneySpec', '  '],
  ['domain/journey.ts', 'export interface Entry', '  '],
  ['domain/journey.ts', 'export interface Experiment', '  '],
  ['domain/run.ts', 'export interface StepOutcome', '  '],
  ['workflows/core/context.ts', 'export interface StepOptions', '  '],
  ['workflows/core/context.ts', 'export interface JourneyContext', '  '],
  ['cli/simulator/simulate.ts', 'export interface SimulationOptions', '  '],
  ['cli/simulator/simulate.ts', 'return {\n    input,', '    '],
])('every member of %s, %s is on the page', ([path, begins, indentation]) => {
  const members = membersOf(path, begins, indentation);
  expect(members.length).toBeGreaterThan(1);
  expect(members.filter((name) => !isNamed(name))).toEqual([]);
});

test('every rank, kind of goal, code of a wrong definition and export of the test kit is on the page', () => {
  const journey = source('domain/journey.ts');
  const goals = matches(/export type Goal =[\s\S]*?;\n\n/u.exec(journey)![0], /'([a-z-]+)'/gu);
  const codes = matches(source('workflows/core/definition-error.ts'), /^ {2}\| '(\w+)'/gmu);
  const kit = [
    'cli/simulator/gate.ts',
    'cli/simulator/schedule.ts',
    'test/simulate/use-simulator.ts',
    'test/simulate/use-personas.ts',
  ];
  const names = kit.flatMap((path) => matches(source(path), /^export (?:const|interface|type) (\w+)/gmu));
  for (const some of [goals, codes, names]) expect(some.length).toBeGreaterThan(3);
  expect([...defaultRanks.order, ...goals, ...codes, ...names].filter((name) => !isNamed(name))).toEqual([]);
});

test('the table of events is that of the events that are defined, with what each brings; else run `npm run docs`', () => {
  expect(page.split('\n').filter((line) => /^\| `\w+` \| `[a-z]+\.[a-z_]+` \|/u.test(line)).length).toBeGreaterThan(30);
  expect(withEvents(page)).toBe(page);
});

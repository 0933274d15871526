import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openGroups } from '../../cli/backtest/playing/groups.ts';

test('names of two people who turn out to be one lead to the members of both', () => {
  const groups = openGroups<string>();
  groups.join(['browser 1', 'cart a']);
  groups.add('browser 1', 'run 1');
  groups.join(['account 7', 'cart b']);
  groups.add('account 7', 'run 2');
  expect(groups.members('cart a')).toEqual(new Set(['run 1']));

  groups.join(['account 7', 'browser 1']);
  expect(groups.members('cart b')).toEqual(new Set(['run 1', 'run 2']));
  groups.remove('cart a', 'run 2');
  groups.remove('cart b', 'run 1');
  expect(groups.members('account 7')).toBeUndefined();
});

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

const rootsOf = (joins: readonly (readonly string[])[]): readonly string[] => {
  const groups = openGroups<string>();
  for (const join of joins) groups.join(join);
  return names.map((one) => groups.join([one]));
};

test('who is one does not depend on the order in which it was told', () => {
  const name = fc.constantFrom(...names);
  const joins = fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { maxLength: 12 });
  fc.assert(
    fc.property(joins, fc.infiniteStream(fc.nat()), (told, random) => {
      const shuffled = told.map((join) => ({ join, place: random.next().value as number }));
      shuffled.sort((a, b) => a.place - b.place);
      expect(rootsOf(shuffled.map(({ join }) => join))).toEqual(rootsOf(told));
    }),
  );
});

test('what is forgotten changes nothing about who is one, and members stay where they are', () => {
  const name = fc.constantFrom(...names);
  const joins = fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { maxLength: 12 });
  fc.assert(
    fc.property(joins, fc.subarray(names), fc.subarray(names), (told, kept, added) => {
      const groups = openGroups<string>();
      for (const join of told) groups.join(join);
      for (const one of added) groups.add(one, `member of ${one}`);
      const isOne = (one: string, other: string) => groups.join([one]) === groups.join([other]);
      const pairs = [...new Set([...kept, ...added])].flatMap((one, index, all) =>
        all.slice(index + 1).map((other) => [one, other] as const),
      );
      const before = pairs.map(([one, other]) => isOne(one, other));
      const members = added.map((one) => groups.members(one));
      groups.keepOnly(kept);
      expect(groups.size()).toBe(new Set([...kept, ...added]).size);
      expect(names.filter((one) => groups.knows(one)).toSorted()).toEqual([...new Set([...kept, ...added])].toSorted());
      expect(pairs.map(([one, other]) => isOne(one, other))).toEqual(before);
      expect(added.map((one) => groups.members(one))).toEqual(members);
      for (const one of added) groups.remove(one, `member of ${one}`);
      groups.keepOnly([]);
      expect(groups.size()).toBe(0);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openAgenda } from '../../cli/backtest/playing/agenda.ts';

const appointment = fc.record({
  at: fc.integer({ min: 0, max: 20 }),
  order: fc.integer({ min: 0, max: 1 }),
  key: fc.string({ maxLength: 2 }),
  item: fc.constant(undefined),
});

test('what is to happen comes in the order of instant, order and key, however it was added', () => {
  fc.assert(
    fc.property(fc.array(appointment), (appointments) => {
      const agenda = openAgenda<undefined>();
      for (const one of appointments) agenda.add(one);
      const taken = [];
      for (let next = agenda.take(); next; next = agenda.take()) taken.push(next);
      const wanted = appointments.toSorted(
        (a, b) => a.at - b.at || a.order - b.order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
      );
      expect(taken).toEqual(wanted);
      expect(agenda.next()).toBeUndefined();
    }),
  );
});

import type { Provider } from '../../../activities/providers/provider.ts';
import type { Attempt } from '../use-gate.ts';
import { keyed, type Person } from '../world.ts';

/** What a provider took, by its own record. */
export interface Taken {
  readonly key: string;
  readonly at: number;
}

interface PlayedGate {
  readonly clock: { readonly set: (now: number) => void; readonly now: () => number };
  readonly attempt: (person: Person, changes: object) => Promise<Attempt>;
  readonly row: (person: Person) => Promise<{ readonly notBefore: Date | null } | undefined>;
}

/**
 * Plays runs to their end as Temporal would: each is asked about when it is due and again when the gate says, all that
 * are due at one instant at the same time. Returns what went out and how each ended.
 */
export const play = async (gate: PlayedGate, people: readonly Person[]) => {
  const taken: Taken[] = [];
  const provider: Provider = {
    ...keyed,
    send: async ({ key }) => {
      taken.push({ key, at: gate.clock.now() });
      return { answer: 'accepted', id: `taken ${key}` };
    },
  };
  const ends = new Map<string, string>();
  let waiting = people.map((person) => ({ person, at: Date.parse(person.input.dueAt) }));
  while (waiting.length > 0) {
    const now = Math.min(...waiting.map(({ at }) => at));
    gate.clock.set(now);
    const due = waiting.filter(({ at }) => at === now);
    waiting = waiting.filter(({ at }) => at > now);
    await Promise.all(
      due.map(async ({ person }) => {
        const said = await gate.attempt(person, { email: provider, providers: { email: provider, sms: provider } });
        if ('again' in said) waiting.push({ person, at: (await gate.row(person))!.notBefore!.getTime() });
        else ends.set(person.key, 'reason' in said ? String(said.reason) : said.outcome);
      }),
    );
  }
  return { taken, ends };
};

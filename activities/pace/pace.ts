import { setTimeout as wait } from 'node:timers/promises';
import type { Queries } from '../../db/client.ts';
import { comeBackAt, ensureRate, learnRate, slowDown, takeTurns, type Turns } from '../../db/ledger/provider-rates.ts';
import type { Purpose } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Provider, ProviderAnswer } from '../providers/provider.ts';

/** A call may be made now, or somebody may come back at an instant of real time. */
export type Turn =
  | { readonly may: 'call'; readonly giveBack: () => void }
  | { readonly may: 'come-back'; readonly at: Millis };

/** Keeps all workers together within what each provider takes. */
export interface Pace {
  /** Waits for a turn where it is near. One that was not used after all is given back and costs nothing. */
  take(provider: PacedProvider, purpose: Purpose): Promise<Turn>;
  /** Learns from an answer: the limit, and to slow down. */
  heed(provider: PacedProvider, answer: ProviderAnswer): Promise<void>;
}

type PacedProvider = Pick<Provider, 'name' | 'perSecond' | 'rateFromHeaders'>;

/** How far away a turn may be to be waited for: a confirmation passes the relaunches that wait as well. */
const patienceMillis: Readonly<Record<Purpose, number>> = { transactional: 1_000, marketing: 500 };

/** Turns are taken in blocks of as much time as this: few statements, and little lost when a process ends. */
const blockMillis = 50;

/** A turn that is older is lost: used later it would make a burst. */
const staleMillis = 1_000;

/** Others may use the same account, and calls do not arrive as regularly as they leave. */
const shareOfLimit = 0.9;

/** The limit of a provider whose answers should tell one and do not: as good as none. */
const untoldPerSecond = 2_000;

/** How long everybody waits after a refusal that does not say. */
const slowDownMillis = 1_000;

/** The pace kept in PostgreSQL, one row a provider (db/schema/providers.ts). `clock` is of real time. */
export const createPace = ({ db, clock }: { readonly db: Queries; readonly clock: Clock }): Pace => {
  const states = new Map<string, ProcessState>();
  const stateOf = (provider: PacedProvider): ProcessState => {
    const state = states.get(provider.name) ?? newState(provider);
    states.set(provider.name, state);
    return state;
  };
  const newState = ({ name, perSecond, rateFromHeaders }: PacedProvider): ProcessState => {
    const made = ensureRate(db, { provider: name, perSecond, isFixed: !rateFromHeaders }, clock.now());
    // Whoever takes a turn hears that it failed; where nobody does, it must not end the process.
    made.catch(() => {});
    // One caller at a time: the others use what it took.
    return { turns: [], perSecond, notBefore: 0, last: made };
  };

  const nextTurn = async (provider: PacedProvider, state: ProcessState, purpose: Purpose) => {
    const now = clock.now();
    state.turns = state.turns.filter((turn) => turn >= now - staleMillis);
    const held = state.turns.shift();
    if (held !== undefined) return held;
    const count = Math.max(1, Math.floor((state.perSecond * blockMillis) / 1000));
    const taken = await takeTurns(db, provider.name, { now, count, patienceMillis: patienceMillis[purpose] });
    if (!taken) return undefined;
    state.perSecond = taken.perSecond;
    const [first, ...others] = instants(taken, count);
    state.turns.push(...others);
    return first!;
  };

  const pace: Pace = {
    take: async (provider, purpose) => {
      if (!Number.isFinite(provider.perSecond)) return { may: 'call', giveBack: () => {} };
      const state = stateOf(provider);
      const mine = state.last.then(async () => nextTurn(provider, state, purpose));
      state.last = mine.catch(() => {});
      const turn = await mine.catch((error: unknown) => {
        // The row may not have been made: the next caller tries again.
        states.delete(provider.name);
        throw error;
      });
      if (turn === undefined) return { may: 'come-back', at: await comeBackAt(db, provider.name, clock.now()) };
      if (turn > clock.now()) await wait(turn - clock.now());
      // Told to slow down while it waited: its turn is over.
      if (state.notBefore > clock.now()) return pace.take(provider, purpose);
      return { may: 'call', giveBack: () => void state.turns.unshift(turn) };
    },
    heed: async (provider, answer) => {
      if (!Number.isFinite(provider.perSecond)) return;
      const state = stateOf(provider);
      const { rate } = answer;
      const told = rate?.perSecond === undefined ? undefined : rate.perSecond * shareOfLimit;
      const perSecond = told ?? (answer.answer === 'accepted' ? untoldPerSecond : undefined);
      if (provider.rateFromHeaders && perSecond !== undefined && perSecond !== state.told) {
        await learnRate(db, provider.name, perSecond, clock.now());
        state.told = perSecond;
      }
      const isLimited = answer.answer === 'refused' && answer.rateLimited === true;
      const waitMillis = isLimited ? (answer.retryAfterMillis ?? slowDownMillis) : rate?.waitMillis;
      if (waitMillis === undefined) return;
      state.turns = [];
      state.notBefore = clock.now() + waitMillis;
      await slowDown(db, provider.name, state.notBefore);
    },
  };
  return pace;
};

/** What this process holds of one provider's pace. */
interface ProcessState {
  /** Instants of calls that were taken and not used yet. */
  turns: Millis[];
  /** As the row had it last. */
  perSecond: number;
  /** What the last answer to this process told. */
  told?: number;
  notBefore: Millis;
  last: Promise<unknown>;
}

const instants = ({ first, everyMillis }: Turns, count: number): Millis[] =>
  Array.from({ length: count }, (_, index) => first + index * everyMillis);

import type { Step } from '../judging/cadence.ts';
import { planted } from '../judging/files.ts';
import type { Random } from '../../../domain/random.ts';

/** One planted customer: fills a cart at `at` and orders around the due instant of the cart's `step`. */
export interface Plant {
  readonly name: string;
  /** Real milliseconds after the start of planting. */
  readonly at: number;
  readonly step: Step;
  /** Real milliseconds from the due instant to the order; negative: before it. */
  readonly jitter: number;
}

/**
 * Shares of the steps that are raced with, and where half of their orders are aimed, in milliseconds from
 * the due instant: where claims fall. A first wait is Temporal's start delay, which has whole seconds.
 */
const shares = [
  { step: 'reminder', share: 0.6, close: [0, 1_100] },
  { step: 'reassurance', share: 0.27, close: [0, 300] },
  { step: 'offer', share: 0.13, close: [0, 300] },
] as const;

/** An order is aimed at most this far from the due instant: within two seconds also after its way to the api. */
const reach = 1_900;

/** Plans `count` plants, spread evenly over `millis` of real time. */
export const planPlants = (count: number, millis: number, random: Random): readonly Plant[] =>
  Array.from({ length: count }, (_, index) => {
    const aim = random();
    const { step, close } = shares.find(({ share }, place) => aim < sum(place) + share) ?? shares[2];
    const [from, to] = random() < 0.5 ? [-reach, reach] : close;
    return {
      name: `${planted}${String(index + 1).padStart(4, '0')}`,
      at: (millis * (index + random())) / count,
      step,
      jitter: from + (to - from) * random(),
    };
  });

const sum = (places: number): number => shares.slice(0, places).reduce((total, { share }) => total + share, 0);

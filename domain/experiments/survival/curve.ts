import { normalQuantile } from '../distributions.ts';

/** How many buyers of an arm faded, or were watched no longer, so many whole days after they came into it. */
export interface LifetimeCount {
  readonly days: number;
  readonly faded: boolean;
  readonly customers: number;
}

/** A day on which some of them faded. */
export interface Fading {
  readonly day: number;
  /** How many had been watched until then and were still buyers. */
  readonly atRisk: number;
  readonly faded: number;
  /** The part that is still a buyer after it. */
  readonly share: number;
  /** Greenwood's sum until then: the variance of `share` in parts of its square. */
  readonly greenwood: number;
}

/** The part of an arm that is still a buyer, day by day. */
export interface SurvivalCurve {
  readonly customers: number;
  /** How long somebody has been watched at most. */
  readonly watched: number;
  /** In order of time; between two of them the share stays what it was. */
  readonly fadings: readonly Fading[];
}

/**
 * The survival of buyers (Kaplan and Meier, JASA 1958; variance by Greenwood 1926): who has not been watched for as long as
 * others counts for as long as they were. Of one day those who faded come before those who were watched until then.
 */
export const survivalCurve = (counts: readonly LifetimeCount[]): SurvivalCurve => {
  const byDay = new Map<number, { faded: number; left: number }>();
  for (const { days, faded, customers } of counts) {
    const known = byDay.get(days) ?? { faded: 0, left: 0 };
    byDay.set(days, {
      faded: known.faded + (faded ? customers : 0),
      left: known.left + customers,
    });
  }
  const customers = [...byDay.values()].reduce((sum, { left }) => sum + left, 0);
  const days = [...byDay].toSorted(([one], [other]) => one - other);
  const fadings: Fading[] = [];
  let [atRisk, share, greenwood] = [customers, 1, 0];
  for (const [day, { faded, left }] of days) {
    if (faded > 0) {
      share *= 1 - faded / atRisk;
      greenwood += faded / (atRisk * (atRisk - faded));
      fadings.push({ day, atRisk, faded, share, greenwood });
    }
    atRisk -= left;
  }
  return { customers, watched: days.at(-1)?.[0] ?? 0, fadings };
};

/** How many days a curve goes: of whom all have faded everything is known. */
export const toldUntil = ({ fadings, watched }: SurvivalCurve): number =>
  fadings.at(-1)?.share === 0 ? Number.POSITIVE_INFINITY : watched;

/** The part that is still a buyer after `day` days, between bounds. */
export interface SurvivalAt {
  readonly day: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The survival after so many days, with an interval of `1 - alpha` on the scale of log(-log), which stays between 0 and 1
 * (Kalbfleisch and Prentice 1980). Undefined: nobody has been watched for so long.
 */
export const survivalAt = (curve: SurvivalCurve, day: number, alpha = 0.05): SurvivalAt | undefined => {
  const { fadings } = curve;
  if (day > toldUntil(curve)) return undefined;
  const last = fadings.findLast((one) => one.day <= day);
  if (!last) return { day, share: 1, low: 1, high: 1 };
  const { share, greenwood } = last;
  if (share === 0) return { day, share, low: 0, high: 0 };
  const reach = (normalQuantile(1 - alpha / 2) * Math.sqrt(greenwood)) / Math.abs(Math.log(share));
  return { day, share, low: share ** Math.exp(reach), high: share ** Math.exp(-reach) };
};

import type { VolumePolicy } from '../policy/deliverability.ts';

/** How many messages of a day go out before somebody has to say that more may. */
export interface DailyVolume {
  readonly atMost: number;
  /** Somebody has approved more than usual. */
  readonly isApproved: boolean;
}

/** The most of a day (R203): so many times an average one, or what somebody has approved where that is more. */
export const dailyVolume = (
  { averageDay, approvedDaily }: { readonly averageDay: number; readonly approvedDaily?: number | undefined },
  { factor, fromDaily }: VolumePolicy,
): DailyVolume => {
  const usual = Math.max(fromDaily, Math.floor(factor * averageDay));
  const isApproved = approvedDaily !== undefined && approvedDaily > usual;
  return { atMost: isApproved ? approvedDaily : usual, isApproved };
};

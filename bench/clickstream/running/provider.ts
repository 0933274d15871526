import { type DemoClock, realTime } from '../../../domain/time/clock.ts';
import type { Acceptance, FakeResend } from '../../../test/fake-resend/fake-resend.ts';

export interface WatchedProvider {
  count(): number;
  /** Real instant of the claim of the message of `step` that `address` got; undefined: none yet. */
  claimedAt(address: string, step: string): number | undefined;
  stop(): void;
}

/** Hands each acceptance of `resend` to `write`, and remembers who got what. */
export const watchProvider = (
  resend: FakeResend,
  clock: DemoClock,
  write: (acceptance: Acceptance) => void,
): WatchedProvider => {
  const claims = new Map<string, number>();
  let seen = 0;
  const look = (): void => {
    for (const acceptance of resend.acceptances().slice(seen)) {
      seen++;
      write(acceptance);
      const step = /\/cart\/(\w+)#/.exec(acceptance.key)?.[1] ?? '';
      claims.set(`${acceptance.to} ${step}`, realTime(Date.parse(acceptance.claimedAt ?? ''), clock));
    }
  };
  const looking = setInterval(look, 25);
  return {
    count: () => seen,
    claimedAt: (address, step) => claims.get(`${address} ${step}`),
    stop: () => {
      clearInterval(looking);
      look();
    },
  };
};

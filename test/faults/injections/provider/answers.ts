import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../../../fake-resend/faults.ts';
import { between } from '../../seed.ts';
import type { Injection } from '../injection.ts';
import { plantCarts } from '../planting.ts';
import { untilAccepted } from '../recovery.ts';

const misbehaves = (fault: Fault, name: string): Injection => ({
  fault: `provider: ${name}`,
  draw: (random, scale) => ({
    seed: between(random, 0, 2 ** 31),
    millis: scale === 'quick' ? 2_000 : 20_000,
    // Which requests meet the fault is drawn from the seed.
    share: scale === 'quick' ? 0.9 : 0.5,
    // Messages of its own, so that there is something to break however quiet the shop is.
    carts: scale === 'quick' ? 0 : 120,
  }),
  inject: async (world, { seed, millis, share, carts }) => {
    const { provider } = world.cast;
    if (Number(carts) > 0) {
      const planted = await plantCarts(world, Number(carts));
      await wait(Math.max(0, planted[0]!.dueAt - Date.now() - 200));
    }
    const before = (await provider.injected())[fault.kind] ?? 0;
    await provider.mix(Number(seed), [{ fault, share: Number(share) }]);
    await wait(Number(millis));
    const injections = ((await provider.injected())[fault.kind] ?? 0) - before;
    await world.healProvider();
    const since = Date.now();
    return {
      injections,
      later: untilAccepted(world, since).then(
        (seconds) => ({ recoverySeconds: [seconds] }),
        // Nothing was due any more.
        () => ({}),
      ),
    };
  },
});

/** What a provider can do to one request. `lost`, `truncated`, `empty` and `null` come after the acceptance. */
export const providerAnswers: readonly Injection[] = [
  misbehaves({ kind: 'rate-limited', retryAfterSeconds: 1 }, '429'),
  misbehaves({ kind: 'server-error' }, '500'),
  misbehaves({ kind: 'html-error' }, '502 with HTML'),
  misbehaves({ kind: 'hang-before' }, 'never answers, not accepted'),
  misbehaves({ kind: 'hang' }, 'accepts and never answers'),
  misbehaves({ kind: 'drop-before' }, 'connection dropped before the acceptance'),
  misbehaves({ kind: 'lost' }, 'connection dropped after the acceptance'),
  misbehaves({ kind: 'truncated' }, 'truncated 200'),
  misbehaves({ kind: 'empty-body' }, '200 without a body'),
  misbehaves({ kind: 'null-body' }, '200 with the body null'),
  misbehaves({ kind: 'changed-body' }, '409, the body changed'),
  misbehaves({ kind: 'concurrent' }, '409, the first call is under way'),
];

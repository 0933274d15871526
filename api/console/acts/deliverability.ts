import type { z } from 'zod';
import type { Database } from '../../../db/client.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { readCivilTime } from '../../../domain/civil/read-civil-time.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { approveVolume, withdrawApproval } from '../../operate/deliverability/approve-volume.ts';
import { holdBrake, releaseBrake } from '../../operate/deliverability/release-brake.ts';
import { deliverabilityWishes } from '../../operate/deliverability/wishes.ts';
import type { Who } from '../../operate/switches/who.ts';
import { specs } from '../../specs.ts';
import type { Act, ActRequest } from './act.ts';
import { whoOf, wishAct } from './wish-act.ts';

type Wishes = ReturnType<typeof deliverabilityWishes>;
type Wish<Name extends keyof Wishes> = z.output<Wishes[Name]>;

const journeys = specs.map(({ name }) => name);

const acting = <Name extends keyof Wishes>(
  name: Name,
  carryOut: (db: Database, store: StoreId, wish: Wish<Name>, who: Who) => Promise<unknown>,
): Act =>
  wishAct(`/deliverability/${name}`, {
    schema: ({ clock }) => deliverabilityWishes(journeys, clock.now())[name],
    wishOf,
    async carryOut({ db, clock }, asked, given) {
      const { id } = asked.ofStore;
      const wish = given as Wish<Name>;
      await carryOut(db, id, wish, { ...whoOf(asked), at: clock.now(), why: wish.why });
      return { to: `/deliverability?store=${encodeURIComponent(id)}` };
    },
  });

/** `until` is written by the store's clock, and a number of messages is a text. */
const wishOf = ({ until, daily, ...fields }: ActRequest['fields'], { timezone }: StoreRow): object => {
  const at = until === undefined ? undefined : readCivilTime(until, timezone);
  return {
    ...fields,
    ...(until !== undefined && { until: at === undefined ? until : new Date(at).toISOString() }),
    ...(daily !== undefined && { daily: /^\d{1,15}$/u.test(daily) ? Number(daily) : daily }),
  };
};

/** Every act of the page of what holds messages back. */
export const deliverabilityActs: readonly Act[] = [
  acting('release', releaseBrake),
  acting('hold', holdBrake),
  acting('approve', approveVolume),
  acting('withdraw', withdrawApproval),
];

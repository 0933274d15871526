import { promoteFit } from '../../../activities/score-base/promote-fit.ts';
import { promotionWish } from '../../scores/promotion.ts';
import { whoOf, wishAct } from '../acts/wish-act.ts';

/** Puts a fit to use that is not used by itself, or was replaced. */
export const promoteAct = wishAct('/models/promote', {
  schema: () => promotionWish,
  wishOf: ({ version, ...fields }) => ({ ...fields, version: Number(version) }),
  async carryOut({ db, clock }, asked, wish) {
    const row = await promoteFit(db, asked.ofStore, { ...wish, ...whoOf(asked), at: clock.now() });
    return row && { to: `/models?store=${encodeURIComponent(asked.ofStore.id)}` };
  },
});

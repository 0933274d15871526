import { z } from 'zod';
import { promoteFit } from '../../../activities/score-base/promote-fit.ts';
import { modelKinds } from '../../../domain/scores/models.ts';
import { why } from '../../operate/fields.ts';
import { whoOf, wishAct } from '../acts/wish-act.ts';

const promotion = z.strictObject({
  kind: z.enum(modelKinds),
  version: z.coerce.number().int().min(1).max(2_147_483_647),
  why,
});

/** Puts a fit to use that is not used by itself, or was replaced. */
export const promoteAct = wishAct('/models/promote', {
  schema: () => promotion,
  async carryOut({ db, clock }, asked, wish) {
    const row = await promoteFit(db, asked.ofStore, { ...wish, ...whoOf(asked), at: clock.now() });
    return row && { to: `/models?store=${encodeURIComponent(asked.ofStore.id)}` };
  },
});

import type { ValuePolicy } from '../segments/value.ts';

export type { ValuePolicy };

/** Bounds of the proposed win-back window: nobody is dormant before it, everybody after it. */
export const defaultValue: ValuePolicy = { vipTotal: 50_000, dormantAfter: '180 days' };

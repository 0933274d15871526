import { z } from 'zod';
import type { JourneySpec } from '../../domain/journey.ts';
import { text } from '../events/fields.ts';
import { why } from '../operate/fields.ts';

const part = (least: number, most: number) =>
  z
    .number()
    .gt(0)
    .min(least, `is at least ${inPercent(least)}`)
    .max(most, `is at most ${inPercent(most)}`);

/** The console asks for percent. */
const inPercent = (part: number): string => `${part} (${Number((part * 100).toPrecision(6))} %)`;

/** Why a decision about this experiment cannot be registered; undefined when it can. */
export const registrationFlaw = (specs: readonly JourneySpec[], experiment: string): string | undefined => {
  const [journey, name, ...more] = experiment.split('/');
  const declared = specs.find((spec) => spec.name === journey)?.experiments ?? [];
  if (more.length === 0) {
    const own = declared.find((one) => one.name === name);
    if (!own) return 'no journey declares it; write it as cartAbandonment/cart-offer';
    return own.rebalance ? 'its customers follow the better arm; a decision needs parts that stay' : undefined;
  }
  // holdout/cartAbandonment/2026-Q4
  const [held, period] = [name!, more.join('/')];
  const isHoldout = held === 'all' || specs.some((spec) => spec.name === held);
  return isHoldout && /^(always|\d{4}-Q[1-4])$/u.test(period)
    ? undefined
    : 'is no holdout; write it as holdout/all/2026-Q4 or holdout/cartAbandonment/2026-Q4';
};

const isOffer = (specs: readonly JourneySpec[], experiment: string): boolean =>
  specs.some((spec) =>
    (spec.experiments ?? []).some(({ name, about }) => about === 'offer' && `${spec.name}/${name}` === experiment),
  );

/** What can be registered and withdrawn; each flaw names its field. */
export const registrationWishes = (specs: readonly JourneySpec[]) => ({
  register: z
    .strictObject({
      experiment: text(200).superRefine((experiment, context) => {
        const flaw = registrationFlaw(specs, experiment);
        if (flaw !== undefined) context.addIssue({ code: 'custom', message: flaw });
      }),
      metric: z.enum(['revenue', 'margin']),
      margin: part(0.01, 1)
        .nullish()
        .transform((one) => one ?? null)
        .meta({ description: 'of `margin`: how much of its price an article leaves, from 0 to 1' }),
      windowDays: z
        .int()
        .min(1)
        .max(365)
        .meta({ description: 'the horizon: how long after their assignment orders count' }),
      pastDays: z.int().min(0).max(1_095).default(365).meta({ description: 'how long before counts as the past' }),
      cap: z
        .int()
        .min(1)
        .max(1_000_000_000)
        .nullish()
        .transform((one) => one ?? null)
        .meta({ description: 'a customer counts up to so much, in minor units' }),
      minimalEffect: part(0.001, 10).meta({
        description: 'the smallest change worth finding, in parts of the control: 0.1',
      }),
      alpha: part(0.0001, 0.2).default(0.05),
      customers: z.int().min(100).max(100_000_000).meta({ description: 'of the last look, over all arms' }),
      looks: z.int().min(1).max(50).default(5),
      spending: z.enum(['obrien-fleming', 'pocock']).default('obrien-fleming'),
      why,
    })
    .superRefine(({ experiment, metric, margin }, context) => {
      if (metric === 'margin' && margin === null)
        context.addIssue({ code: 'custom', path: ['margin'], message: 'margin after discount needs it: 0.4 for 40 %' });
      if (metric === 'revenue' && margin !== null)
        context.addIssue({ code: 'custom', path: ['margin'], message: 'revenue has none; leave it out' });
      if (metric === 'revenue' && isOffer(specs, experiment))
        context.addIssue({ code: 'custom', path: ['metric'], message: 'offers are judged by margin' });
    }),
  withdraw: z.strictObject({ experiment: text(200), why }),
});

export type RegistrationWish = z.output<ReturnType<typeof registrationWishes>['register']>;

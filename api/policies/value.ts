import { z } from 'zod';
import type { ValuePolicy } from '../../domain/policy/value.ts';
import { duration, minorUnits } from './fields.ts';

export const value = z
  .strictObject({
    vipTotal: minorUnits.meta({ description: 'from this total of orders on a customer is a VIP, in minor units' }),
    dormantAfter: duration.meta({ description: 'without an order for this long a buyer is dormant' }),
  })
  .meta({
    title: 'Customer value',
    description: 'Where the lines between segments are drawn.',
  }) satisfies z.ZodType<ValuePolicy>;

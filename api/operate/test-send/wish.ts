import { z } from 'zod';
import type { JourneySpec } from '../../../domain/journey.ts';
import { email, externalId, phone, text } from '../../events/fields.ts';
import { messageFields, toAskedMessage } from '../../journeys/ask-message.ts';

/** What may be asked for, of these journeys; each flaw names its field. */
export const testWish = (specs: readonly JourneySpec[]) =>
  z
    .strictObject({
      customer: z.union(
        [z.strictObject({ id: externalId }), z.strictObject({ email }), z.strictObject({ phone })],
        'name one: {"id": …}, {"email": …} or {"phone": …}',
      ),
      ...messageFields(specs),
      operator: text(100),
    })
    .transform(({ customer, operator, ...message }, context) => ({
      customer,
      operator,
      asked: toAskedMessage(specs, message, context),
    }));

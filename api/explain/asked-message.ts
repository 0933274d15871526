import { z } from 'zod';
import type { AskedMessage } from '../../activities/dry-run/asked-step.ts';
import { templateIds } from '../../activities/templates/index.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { TemplateId } from '../../domain/templates.ts';
import { type Flaw, flawsOf } from '../events/flaw.ts';
import { channel } from '../policies/fields.ts';

type Reading =
  | { readonly ok: true; readonly asked: Pick<AskedMessage, 'spec' | 'template' | 'channel'> }
  | { readonly ok: false; readonly flaws: readonly Flaw[] };

/** Which message a query asks about; a flaw says what there is to ask about. */
export const readAskedMessage = (given: Readonly<Record<string, unknown>>, specs: readonly JourneySpec[]): Reading => {
  const query = z.strictObject({
    journey: z.enum(specs.map(({ name }) => name)),
    template: z.enum(templateIds as readonly [TemplateId, ...TemplateId[]]),
    channel,
  });
  const read = query.safeParse(given);
  if (!read.success) return { ok: false, flaws: flawsOf(read.error) };
  const { journey, ...asked } = read.data;
  return { ok: true, asked: { ...asked, spec: specs.find(({ name }) => name === journey)! } };
};

import type { IgnoredReason } from '../../domain/reasons.ts';
import type { Routing } from '../route/routing.ts';
import type { Change } from './changes/change.ts';
import type { Fate, Origin } from './received.ts';

/** What became of an event that changed so much, and meant so much to the journeys. */
export const fateOf = (
  change: Change,
  routing: Routing,
  origin: Origin,
): Fate & { readonly fate: 'applied' | 'ignored' } => {
  if (routing.decisions.length > 0) return { fate: 'applied' };
  const { ignored } = routing;
  if (ignored !== undefined && !(change.changed && isAboutOthers(ignored))) return { fate: 'ignored', reason: ignored };
  if (change.changed) return origin === 'imported' ? { fate: 'ignored', reason: 'imported' } : { fate: 'applied' };
  return { fate: 'ignored', reason: change.reason ?? 'no_journey' };
};

/** That a journey is for others is no reason to call an event ignored that changed what is known of its customer. */
const isAboutOthers = (reason: IgnoredReason): boolean => reason === 'not_for_them' || reason === 'gives_way';

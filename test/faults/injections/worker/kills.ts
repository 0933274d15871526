import { afterAcceptance } from './after-acceptance.ts';
import { afterClaim } from './after-claim.ts';
import { afterRecord } from './after-record.ts';
import { beforeClaim } from './before-claim.ts';
import { duringCall } from './during-call.ts';
import { duringReplay } from './during-replay.ts';
import type { Injection } from '../injection.ts';

/** Every point at which a worker is killed. */
export const workerKills: readonly Injection[] = [
  beforeClaim,
  afterClaim,
  duringCall,
  afterAcceptance,
  afterRecord,
  duringReplay,
];

import type { Part } from './part.ts';
import { diskFullPart } from './parts/disk-full-part.ts';
import { erasurePart } from './parts/erasure-part.ts';
import { gateParts } from './parts/gate-parts.ts';
import { keyLifePart } from './parts/key-life-part.ts';
import { orderPart } from './parts/order-part.ts';
import { restoredPart } from './parts/restored-part.ts';
import { roadParts } from './parts/road-parts.ts';
import { heldStarts } from './queues/held-starts.ts';
import { slowProvider } from './queues/slow-provider.ts';

/** Every part of `npm run faults`, in the order in which they run. A new one is one line here. */
export const parts: readonly Part[] = [
  ...roadParts,
  orderPart,
  erasurePart,
  ...gateParts,
  diskFullPart,
  keyLifePart,
  restoredPart,
  heldStarts,
  slowProvider,
];

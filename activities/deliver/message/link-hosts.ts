import type { GateFacts } from '../../../db/facts/read-facts.ts';
import { webHost } from '../../../db/facts/web-host.ts';
import { storeHosts } from '../../../domain/products/hosts.ts';
import type { GateDeps } from '../deps.ts';

/** Where a message of this store may lead: to the store, where its policy says, and to our own pages for leaving. */
export const linkHosts = (
  { publicUrl }: Pick<GateDeps, 'publicUrl'>,
  { store, policy, parcel, handover }: Pick<GateFacts, 'store' | 'policy' | 'parcel' | 'handover'>,
): readonly string[] => [
  ...storeHosts(webHost(store.url)),
  ...policy.policy.products.linkHosts,
  webHost(publicUrl),
  // A parcel is followed where its carrier shows it, as the shop told.
  ...(parcel?.trackingUrl ? [webHost(parcel.trackingUrl)] : []),
  ...(handover?.appointmentUrl ? [webHost(handover.appointmentUrl)] : []),
];

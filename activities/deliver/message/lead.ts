import { webHost } from '../../../db/facts/web-host.ts';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import type { SignedLink } from '../../../db/links/signer.ts';
import type { ShortLink } from '../../../db/links/short-links.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { Purpose } from '../../../domain/journey.ts';
import type { LinksPolicy } from '../../../domain/policy/links.ts';
import { isAllowedHost, storeHosts } from '../../../domain/products/hosts.ts';
import { durationMillis } from '../../../domain/time/duration.ts';
import { toMillis } from '../../../domain/time/instant.ts';
import type { LinkOf } from '../../templates/view.ts';
import type { GateDeps } from '../deps.ts';
import { withCampaign } from './campaign.ts';

/** How the links of one message are led. */
export interface Lead {
  readonly link: LinkOf;
  /** The short links that a message's text has: they are kept with its claim. */
  readonly shortIn: (text: string) => readonly ShortLink[];
}

/** What a message is about, as far as its links go. */
interface About {
  readonly message: string;
  /** Where its cart is, as its view has it; absent where it shows none. */
  readonly cartUrl?: string | undefined;
}

/**
 * Where the links of a message lead. Those to the shop carry the parameters of its analytics and, where clicks are
 * recorded, go through our own redirect, which knows them by their signature; in text messages by a short code. Any
 * other, such as a carrier's or the ways to leave, stays as it is. A link of a cart finds the cart when it is followed,
 * until it is too old; what stands in it is the shop's own page.
 */
export const leadLinks = (
  { links: signer, publicUrl }: Pick<GateDeps, 'links' | 'publicUrl'>,
  input: DeliverInput,
  { store, policy }: Pick<GateFacts, 'store' | 'policy'>,
  { message, cartUrl }: About,
): Lead => {
  const { links, products } = policy.policy;
  const ours = [...storeHosts(webHost(store.url)), ...products.linkHosts];
  const cart = cartUrl !== undefined && cartUrl !== store.url ? new URL(cartUrl).href : undefined;
  const cartUntil = Math.floor((toMillis(input.dueAt) + durationMillis(links.cart.works)) / 1000);
  const short = new Map<string, SignedLink>();
  const isRecorded = signer !== undefined && recordsClicks(links, input.purpose);

  const link: LinkOf = (url, place) => {
    // Our own pages stand below the shop's host as often as not: nobody leaves by way of a click.
    if (!isAllowedHost(webHost(url), ours) || url.startsWith(`${publicUrl}/`)) return url;
    const to = withCampaign(url === cart ? store.url : url, links.source, input);
    if (!isRecorded) return input.channel === 'sms' ? url : withCampaign(url, links.source, input);
    const said: SignedLink = { message, place, to, ...(url === cart && { cartUntil }) };
    if (input.channel === 'email') return `${publicUrl}/l/${signer.sign(said)}`;
    const code = signer.shorten(said);
    short.set(code, said);
    return `${publicUrl}/s/${code}`;
  };
  return {
    link,
    shortIn: (text) =>
      [...short].filter(([code]) => text.includes(`/s/${code}`)).map(([code, said]) => ({ code, link: said })),
  };
};

const recordsClicks = ({ clicks }: LinksPolicy, purpose: Purpose): boolean =>
  clicks === 'all' || (clicks === 'marketing' && purpose === 'marketing');

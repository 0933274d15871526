import { restoreUrl } from '../../activities/templates/cart/restore-url.ts';
import type { Database } from '../../db/client.ts';
import { webHost } from '../../db/facts/web-host.ts';
import { readFollowedCart } from '../../db/links/followed-cart.ts';
import type { SignedLink } from '../../db/links/signer.ts';
import { type LinkStore, readAllHosts, readLinkStore } from '../../db/links/store-hosts.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import { isAllowedHost } from '../../domain/products/hosts.ts';
import type { Millis } from '../../domain/time/instant.ts';

/**
 * Where a link leads now: to the page that it says, or into the customer's cart while that is open and the link is not
 * too old. Only ever to the shop: a page elsewhere becomes the shop's own address; undefined where that is not known.
 */
export const destinationOf = async (db: Database, link: SignedLink, now: Millis): Promise<string | undefined> => {
  const store = await readLinkStore(db, link.message, new Date(now));
  if (!store) {
    const hosts = await readAllHosts(db, new Date(now));
    return isAllowedHost(webHost(link.to), hosts) ? link.to : undefined;
  }
  const cart =
    link.cartUntil !== undefined && now < link.cartUntil * 1000 ? await cartAddress(db, link, now) : undefined;
  return [cart, link.to, store.url].find((url) => url !== undefined && isOf(store, url)) ?? store.url;
};

const isOf = ({ hosts }: LinkStore, url: string): boolean => isAllowedHost(webHost(url), hosts);

/** The cart as it is now: following the link again leads to the same one, and to none that was bought or emptied. */
const cartAddress = async (db: Database, { message, to }: SignedLink, now: Millis): Promise<string | undefined> => {
  const cart = await readFollowedCart(db, message);
  if (!cart) return undefined;
  const { policy } = await readStorePolicy(db, cart.storeId, new Date(now));
  const url = restoreUrl(policy.links.cart, cart, cart.productNames) ?? cart.url;
  return url === null || !URL.canParse(url) ? undefined : withCampaignOf(to, url);
};

/** The link's own parameters of web analytics, on the page of the cart. */
const withCampaignOf = (from: string, url: string): string => {
  const campaign = [...new URL(from).searchParams].filter(([name]) => name.startsWith('utm_'));
  const page = new URL(url);
  if (campaign.length === 0 || [...page.searchParams.keys()].some((name) => name.startsWith('utm_'))) return url;
  const query = new URLSearchParams(campaign).toString();
  return `${url.replace(/#.*$/su, '')}${page.search === '' ? '?' : '&'}${query}${page.hash}`;
};

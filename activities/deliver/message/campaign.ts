import type { DeliverInput } from '../../../domain/delivery.ts';

type Kind = Pick<DeliverInput, 'journey' | 'step' | 'channel' | 'arms'>;

/**
 * `url` with the parameters by which web analytics know where a visit comes from: the journey as the campaign, the step
 * as its content, the customer's arms of what the journey tries as its term. A page that has some of its own keeps them.
 */
export const withCampaign = (url: string, source: string | null, { journey, step, channel, arms }: Kind): string => {
  const page = new URL(url);
  if (source === null || [...page.searchParams.keys()].some((name) => name.startsWith('utm_'))) return url;
  const [template, count] = step.split('#');
  const term = Object.entries(arms ?? {})
    .map(([name, arm]) => `${slug(name)}.${slug(arm)}`)
    .join('_');
  const parameters = {
    utm_source: source,
    utm_medium: channel,
    utm_campaign: slug(journey),
    utm_content: slug(count === undefined || count === '1' ? template! : `${template}-${count}`),
    ...(term !== '' && { utm_term: term }),
  };
  // By hand: setting a parameter would write the shop's own ones anew, in another form than its pages may know.
  const query = new URLSearchParams(parameters).toString();
  return `${url.replace(/#.*$/su, '')}${page.search === '' ? '?' : '&'}${query}${page.hash}`;
};

/** `cartAbandonment` as `cart-abandonment`, `cart/reminder` as `cart-reminder`. */
const slug = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, 60);

import { isIPv4 } from 'node:net';

/** Bits that the browsers of one network share: a /24 of IPv4, a /48 of IPv6, as one household or office has at most. */
const shared = { octets: 3, groups: 3 };

/** The network that an address belongs to, as text: what floods come from changes addresses within it. */
export const networkOf = (ip: string): string => {
  const v4 = ip.replace(/^::ffff:/iu, '');
  if (isIPv4(v4)) return `${v4.split('.').slice(0, shared.octets).join('.')}.0/24`;
  return `${expand(ip).slice(0, shared.groups).join(':')}::/48`;
};

const groupsOf = (text: string): readonly string[] => text.split(':').filter((group) => group !== '');

/** The eight groups of an IPv6 address, without leading zeros. */
const expand = (ip: string): readonly string[] => {
  const [head = '', tail] = ip.toLowerCase().split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].map((group) =>
    group.replace(/^0+(?=.)/u, ''),
  );
};

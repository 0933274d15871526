/** A host of this machine: what is there is reached by nobody else, and needs no certificate. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/u.test(host);

/** Whether `host` is one of `allowed`; `*.shop.example` allows all hosts below, not itself. */
export const isAllowedHost = (host: string, allowed: readonly string[]): boolean =>
  host !== '' &&
  allowed.some((one) =>
    one.startsWith('*.') ? host.endsWith(one.slice(1)) && host.length >= one.length : host === one,
  );

/** A store's own hosts: its site's with and without `www`, and all below, such as `checkout.`; an address has none below. */
export const storeHosts = (host: string): readonly string[] => {
  if (host === '' || isLoopback(host) || /^[\d.]+$|:/u.test(host)) return [host];
  const bare = host.replace(/^www\./u, '');
  return [bare, `*.${bare}`];
};

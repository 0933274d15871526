/** `url`'s host; empty where it is not a web address. */
export const webHost = (url: string): string => {
  if (!URL.canParse(url)) return '';
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? hostname : '';
};

/**
 * An address as its owner knows it again and nobody else does: `c•••@e•••.org`, `•• •• •• 12`. A message may have been
 * forwarded, and the page that it leads to with it.
 */
export const masked = (address: string): string => {
  const [local, domain] = address.split('@');
  if (domain === undefined) return `•• •• •• ${address.slice(-2)}`;
  const end = domain.lastIndexOf('.');
  return `${first(local!)}•••@${first(domain)}•••${end > 0 ? domain.slice(end) : ''}`;
};

const first = (text: string): string => Array.from(text)[0] ?? '';

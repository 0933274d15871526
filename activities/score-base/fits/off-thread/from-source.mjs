import { register } from 'tsx/esm/api';

/** The same thread where the product runs from its sources: what Node 20 takes over into a thread leaves TypeScript out. */
register();
export const { orders, spend, products, signals } = await import('./thread.ts');

/** Every table; each says in its own file who writes it. */
export * from './stores.ts';
export * from './customers.ts';
export * from './consents.ts';
export * from './shop.ts';
export * from './road.ts';
export * from './ledger.ts';
export * from './audit.ts';
export * from './operators.ts';
export * from './erasures.ts';
export * from './providers.ts';
export * from './policies.ts';
export * from './switches.ts';
export * from './offers.ts';
export * from './confirmations.ts';
export * from './kept-links.ts';
export * from './deliverability.ts';
export * from './test-sends.ts';

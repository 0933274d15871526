/** What a key may do. `ingest`: tell events. `read`: ask for what is known. `operate`: act on runs and messages. `erase`: export and erase customers. */
export const scopes = ['ingest', 'read', 'operate', 'erase'] as const;
export type Scope = (typeof scopes)[number];

export const apiKeyKinds = ['secret', 'signing', 'browser'] as const;
/**
 * A secret key is sent by the store's servers with each request; a signing key stays with them and signs each
 * request; a browser key stands in its public pages.
 */
export type ApiKeyKind = (typeof apiKeyKinds)[number];

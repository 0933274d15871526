/** Tables without data of customers, each with the reason. What is in `places` is not here. */
export const impersonal: Readonly<Record<string, string>> = {
  stores: 'shops, their policies and their own sender',
  pauses: 'what shops hold back, and what becomes of it',
  sending_modes: 'how far shops and their journeys have gone live',
  policy_versions: 'the commercial rules of shops',
  api_keys: 'hashes of keys, named by their owners',
  products: 'what shops sell',
  product_sales: 'how often, and for how much',
  offer_code_messages: 'which message carries which code, by ids of ours',
  provider_pauses: 'of which providers and sending domains wait, and why',
  provider_rates: 'how many messages a second providers take',
  audit_log: 'who did what, by ids: kept to show it',
  erasures: 'receipts: ids, counts and keyed hashes, kept to show that it was done and to know it again',
  operators: 'the people who work with the console',
  sessions: 'of operators, by the hash of their token',
};

/** What leaves the database by age; db/retention/policies.ts says how. */
export const retentionNames = [
  'events',
  'queue',
  'runs',
  'facts',
  'providerEvents',
  'localOutbox',
  'audit',
  'sessions',
] as const;
export type RetentionName = (typeof retentionNames)[number];

/** How many days each is kept; 0: for ever. */
export type RetentionDays = Readonly<Record<RetentionName, number>>;

/** What the gate notes beside the ledger; db/retention/gate.ts says how it leaves. */
const gateRetentionNames = [
  'counts',
  'averageDays',
  'brakes',
  'brakeReleases',
  'volumeApprovals',
  'rampBlocks',
  'rampTakes',
  'smsBlocks',
  'smsTakes',
  'confirmations',
  'testSends',
  'unplaced',
  'assignments',
  'interests',
  'intents',
  'productAlerts',
  'productPrices',
  'serviceCases',
] as const;
export type GateRetentionName = (typeof gateRetentionNames)[number];

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
  'segmentStays',
  ...gateRetentionNames,
] as const;
export type RetentionName = (typeof retentionNames)[number];

/** How many days each is kept; 0: for ever. */
export type RetentionDays = Readonly<Record<RetentionName, number>>;

export const keepForEver = Object.fromEntries(retentionNames.map((name) => [name, 0])) as RetentionDays;

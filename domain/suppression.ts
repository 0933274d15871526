/**
 * Why an address gets nothing more. `bounced`: it does not work; `bouncing`: it failed several times in a row,
 * and is tried again after a while. `stopped`: its owner answered STOP. `erased`: its owner asked to be forgotten,
 * and it came back.
 */
export const suppressionReasons = [
  'unsubscribed',
  'bounced',
  'bouncing',
  'complained',
  'stopped',
  'manual',
  'erased',
] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

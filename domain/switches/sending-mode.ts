/**
 * How far a store or a journey has gone live, from nothing to everything. `off`: no run starts and nothing is sent.
 * `shadow`: every decision is made and recorded, nothing is sent. `allowlist`: only the recipients on the store's list
 * get anything. `on`: everybody may.
 */
export const sendingModes = ['off', 'shadow', 'allowlist', 'on'] as const;
export type SendingMode = (typeof sendingModes)[number];

/** What each mode means, for people. */
export const sendingModeWords: Readonly<Record<SendingMode, string>> = {
  off: 'no journey starts, nothing is sent',
  shadow: 'everything is decided and recorded, nothing is sent',
  allowlist: 'only the recipients on the list get messages',
  on: 'messages go to everybody who may get them',
};

/** Of a store's mode and a journey's the one that lets less through. */
export const stricter = (one: SendingMode, other: SendingMode): SendingMode =>
  sendingModes[Math.min(sendingModes.indexOf(one), sendingModes.indexOf(other))]!;

/** In place of a journey's name: the whole store. */
export const wholeStore = '*';

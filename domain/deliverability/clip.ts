/**
 * From this size on Gmail cuts a message off, and the way out with it: 102 kB of HTML, as senders have measured it;
 * Google names no figure. In bytes.
 */
export const gmailClipBytes = 102_000;

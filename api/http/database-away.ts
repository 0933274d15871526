import { sqlState } from '../../db/error-code.ts';

/** What the driver says when there is no server, and what a server says that goes down or is full. */
const away = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  '53300',
  '57P01',
  '57P02',
  '57P03',
]);

/** True when PostgreSQL cannot be reached: whoever asked must ask again. */
export const isDatabaseAway = (error: unknown): boolean => {
  const code = sqlState(error);
  return code !== undefined && (away.has(code) || code.startsWith('08'));
};

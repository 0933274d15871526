import { sqlState } from '../../db/error-code.ts';

/** What the driver says when there is no server, and what a server says that goes down, is full or only follows. */
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
  '25006', // read only: no longer the primary
  '53100', // disk full
  '53200', // out of memory
  '53300', // too many connections
  '57P01',
  '57P02',
  '57P03',
  '58030', // input or output error
]);

/** True when PostgreSQL cannot be reached: whoever asked must ask again. */
export const isDatabaseAway = (error: unknown): boolean => {
  const code = sqlState(error);
  return code !== undefined && (away.has(code) || code.startsWith('08'));
};

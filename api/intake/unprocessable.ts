import { sqlState } from '../../db/error-code.ts';

/**
 * Classes of SQLSTATE (PostgreSQL, appendix A) that speak of the statement or its values, not of the server:
 * cardinality, data, integrity, syntax and access, program limits, raised by a function or trigger, unsupported.
 */
const ofTheEvent = new Set(['21', '22', '23', '42', '54', 'P0', '0A', '2F', '38', '39']);

/** Of class 42, what says that our schema or our rights are not in place yet: every event would fail. */
const ofTheSchema = new Set(['42P01', '42703', '42883', '42704', '42501']);

/** What the driver says of a value that it cannot send. */
const ofTheDriver = new Set(['UNDEFINED_VALUE', 'MAX_PARAMETERS_EXCEEDED', 'ERR_INVALID_ARG_TYPE']);

/**
 * True when an error speaks of the one event that was in work: a value that PostgreSQL refuses, or a bug of
 * ours that it met. False when the same event may go through later: server away or full, others in the way.
 */
export const isUnprocessable = (error: unknown): boolean => {
  const code = sqlState(error);
  if (code === undefined || ofTheDriver.has(code)) return true;
  return /^[0-9A-Z]{5}$/.test(code) && ofTheEvent.has(code.slice(0, 2)) && !ofTheSchema.has(code);
};

import type { Envelope } from '../../template.ts';

/** The words of `consent/confirm`: was it you? */
export interface ConfirmCopy extends Envelope {
  readonly title: string;
  readonly opening: string;
  readonly call: string;
  readonly closing: string;
}

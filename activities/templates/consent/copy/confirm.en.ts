import type { ConfirmView } from '../../view.ts';
import { formatInstant } from '../../cart/format.ts';
import type { ConfirmCopy } from './confirm.ts';

/** `consent/confirm` in English. */
export const confirmEn = ({ shop, confirmation }: ConfirmView): ConfirmCopy => ({
  subject: `Confirm your subscription at ${shop.name}`,
  preview: 'One click, and it is done.',
  title: 'Confirm your subscription',
  opening: `This address has just been given to receive the e-mails of ${shop.name}. If it was you, confirm it here:`,
  call: 'Confirm my subscription',
  closing: `The link works until ${formatInstant(confirmation.validUntil, 'en', shop.timezone)}. If it was not you, do nothing: you will not receive our messages.`,
  why: `You receive this single message because somebody entered this address at ${shop.name}.`,
});

import { SegmentedMessage } from 'sms-segments-calculator';
import { oneLine } from '../frame/clean.ts';

/** How a text goes over the air: one character outside of GSM-7 takes away more than half of the room of all. */
export interface SmsLength {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: number;
}

/**
 * The segments of a text: 160 characters of GSM-7 alone and 153 each of several, 70 and 67 of UCS-2; a few of GSM-7
 * (€, [, ~ …) count twice, and none of them is cut in two (3GPP TS 23.038 and 23.040).
 */
export const smsLength = (text: string): SmsLength => {
  const { encodingName, segmentsCount } = new SegmentedMessage(text);
  return { encoding: encodingName, segments: segmentsCount };
};

const ligatures: Readonly<Record<string, string>> = { œ: 'oe', Œ: 'OE', ß: 'ss' };

/**
 * A name or a sentence as text messages write it: on one line, typographic signs as plain ones (Twilio's Smart
 * Encoding), without the accents that GSM-7 lacks (ê, ç, not é) and without emoji. Other scripts stay as they are.
 */
export const gsm = (text: string, length?: number): string => {
  const plain = new SegmentedMessage(oneLine(text, 500), 'auto', true).graphemes.join('');
  const lacking = new Set(new SegmentedMessage(plain).getNonGsmCharacters());
  const folded = Array.from(plain.normalize('NFC'), (character) =>
    lacking.has(character) ? (ligatures[character] ?? withoutAccents(character)) : character,
  ).join('');
  return oneLine(folded.replaceAll(/\p{Extended_Pictographic}|[\u200b-\u200f]|\ufe0f/gu, ' '), length).replace(
    '…',
    '.',
  );
};

const withoutAccents = (character: string): string => character.normalize('NFD').replaceAll(/\p{Mn}/gu, '');

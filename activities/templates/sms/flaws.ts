import type { SmsTerms } from '../view.ts';
import { brandOf } from './compose.ts';
import { smsLength } from './gsm.ts';

/** What a text message may not be: it would cost more than the policy allows, or trap who gets it. */
export type SmsFlaw = 'too_long' | 'no_way_out' | 'no_brand' | 'links';

/** What is wrong with a text message (R195, R196); empty: nothing. Messages about an order may be longer, and need no STOP. */
export const smsFlaws = (text: string, shop: string, { wayOut, mostSegments }: SmsTerms): readonly SmsFlaw[] => {
  const links = text.match(/\b[a-z][a-z\d+.-]*:\/\/\S*/giu) ?? [];
  const found: Readonly<Record<SmsFlaw, boolean>> = {
    too_long: wayOut !== undefined && smsLength(text).segments > mostSegments,
    no_way_out: wayOut !== undefined && !saysStop(text, wayOut.number),
    no_brand: !text.startsWith(brandOf(shop)),
    links: links.length > 1,
  };
  return (Object.keys(found) as SmsFlaw[]).filter((flaw) => found[flaw]);
};

const saysStop = (text: string, number: string | null): boolean =>
  /\bSTOP\b/u.test(text) && (number === null || text.includes(number));

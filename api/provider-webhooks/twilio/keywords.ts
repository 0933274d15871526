/** What a reply asks for. */
export type Asks = 'stop' | 'start' | 'help' | 'contact';

/**
 * Words that end all messages wherever a text begins with them, and whatever polite words stand around them. Twilio's
 * own (https://help.twilio.com/articles/223134027) are STOP, STOPALL, UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE and
 * OPTOUT; it takes a lone one only, and no French ones but ARRET. A few are German, Spanish, Italian and Dutch.
 */
const clearStops: ReadonlySet<string> = new Set(
  `STOP STOPALL STOPSMS STOPPUB UNSUBSCRIBE OPTOUT ARRET ARRETE ARRETER ARRETEZ STOPPER STOPPEZ DESABONNER DESABONNEZ
  DESABONNEMENT DESINSCRIRE DESINSCRIVEZ DESINSCRIPTION STOPP ABMELDEN BAJA CANCELLAMI AFMELDEN`.split(/\s+/),
);

/** Words that mean it when they stand alone; in a sentence they are about an order or a month. */
const loneStops: ReadonlySet<string> = new Set(['CANCEL', 'CANCELALL', 'END', 'QUIT', 'REVOKE', 'FIN', 'ANNULER']);

const startWords: ReadonlySet<string> = new Set(['START', 'UNSTOP', 'YES', 'OUI', 'REPRENDRE']);
const helpWords: ReadonlySet<string> = new Set(['HELP', 'INFO', 'INFOS', 'AIDE']);
const contactWords: ReadonlySet<string> = new Set(['CONTACT', 'CONTACTS']);

/** What people say around a word without meaning anything else by it. */
const politeWords: ReadonlySet<string> = new Set(
  `PLEASE PLS PLZ THANKS THANK YOU THX HELLO HI HEY SVP STP S IL VOUS TE PLAIT MERCI BONJOUR BONSOIR SMS`.split(' '),
);

/** Of whom and of what the messages are: "je veux me désinscrire de vos SMS", "please stop texting me". */
const aboutMessages: ReadonlySet<string> = new Set(
  `I WANT TO ME MY NUMBER THIS THESE ALL TEXTING SENDING MESSAGES MESSAGE TEXTS JE J VEUX VOUDRAIS SOUHAITE M MOI DE D
  DES LES CES VOS VOTRE TOUS TOUTE PUB PUBS PUBLICITE PUBLICITES NUMERO LISTE ENVOYER ENVOIS`.split(/\s+/),
);

/**
 * What a reply asks for. Case, accents, punctuation, emoji and spaced letters do not matter. Of a longer text only
 * one that begins with a clear word to stop, or says nothing else, counts: "stop these messages", "merci de me
 * désinscrire", and not "I can't stop loving it".
 */
export const replyAsks = (text: string): Asks | undefined => {
  const words = wordsOf(text);
  const polite = words.filter((word) => !politeWords.has(word));
  if (polite.length === 0) return undefined;
  // "S T O P", "opt-out", "stop all".
  const whole = [words, polite].map((some) => some.join(''));
  const isOneOf = (set: ReadonlySet<string>): boolean => whole.some((word) => set.has(word)) || all(polite, set);
  if (isOneOf(clearStops) || isOneOf(loneStops)) return 'stop';
  if (clearStops.has(words[0]!) || clearStops.has(polite[0]!)) return 'stop';
  const rest = polite.filter((word) => !aboutMessages.has(word));
  if (rest.length > 0 && all(rest, clearStops)) return 'stop';
  if (isOneOf(startWords)) return 'start';
  if (isOneOf(helpWords)) return 'help';
  return isOneOf(contactWords) ? 'contact' : undefined;
};

/** In upper case, without accents and whatever is no letter; letters that only look different are the same (NFKD). */
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{Mn}\p{Cf}]/gu, '')
    .toUpperCase()
    .match(/[A-Z]+/g) ?? [];

const all = (words: readonly string[], set: ReadonlySet<string>): boolean => words.every((word) => set.has(word));

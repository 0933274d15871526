/** Words with which a reply ends all messages: Twilio's own and the French ones. */
const stopWords: ReadonlySet<string> = new Set([
  'STOP',
  'STOPALL',
  'STOPSMS',
  'STOPPUB',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'REVOKE',
  'OPTOUT',
  'ARRET',
  'ARRETER',
  'DESABONNER',
  'DESABONNEMENT',
  'DESINSCRIRE',
  'DESINSCRIPTION',
]);
const startWords: ReadonlySet<string> = new Set(['START', 'UNSTOP']);

/**
 * What a reply asks for. Case, accents and punctuation do not matter; `STOP`, `ARRET` and their like count as the
 * first word of any text, since who writes "stop these messages" means it; `END` and the others stand alone.
 */
export const replyAsks = (text: string): 'stop' | 'start' | undefined => {
  const words = text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toUpperCase()
    .match(/[A-Z]+/g);
  if (!words) return undefined;
  const whole = words.join('');
  if (stopWords.has(whole) || ['STOP', 'ARRET', 'UNSUBSCRIBE'].includes(words[0])) return 'stop';
  return startWords.has(whole) ? 'start' : undefined;
};

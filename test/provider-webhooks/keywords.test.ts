import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyAsks } from '../../api/provider-webhooks/twilio/keywords.ts';
import { seed } from '../stack/seed.ts';

const stops = `STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT ARRET ARRÊT ARRÊTER ARRÊTEZ DÉSINSCRIRE
  DÉSINSCRIPTION DÉSABONNER DÉSABONNEMENT STOPSMS STOPPUB`.split(/\s+/);

/** Each letter in either case, as it is, decomposed, without its accent, or wide. */
const written = (word: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...Array.from(word, (letter) =>
        fc.constantFrom(
          letter,
          letter.toLowerCase(),
          letter.normalize('NFD'),
          letter.normalize('NFD').replaceAll(/\p{Mn}/gu, ''),
          ...(/[A-Z]/u.test(letter) ? [String.fromCodePoint(letter.charCodeAt(0) - 0x41 + 0xff21)] : []),
        ),
      ),
    )
    .map((letters) => letters.join(''));

/** What may stand around a word without being one. */
const around = fc
  .array(
    fc.constantFrom(
      ' ',
      '\n',
      '\t',
      '.',
      '!',
      '?',
      ',',
      '"',
      '«',
      '»',
      '(',
      ')',
      '-',
      '…',
      '👍',
      '🛑',
      '36180',
      '\u200b',
      '\u00a0',
    ),
    {
      maxLength: 6,
    },
  )
  .map((some) => some.join(''));
const polite = fc.constantFrom('', 'please ', 'Please, ', 'svp ', 'Bonjour, ', 'merci ', 's’il vous plaît ', 'Hello! ');

test('trap 8: R195 R213 however STOP is written, decorated or asked for politely, it is a STOP', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...stops).chain(written),
      around,
      around,
      polite,
      polite,
      (word, before, after, first, last) => {
        expect(replyAsks(`${first}${before}${word}${after} ${last}`)).toBe('stop');
      },
    ),
    { seed, numRuns: 2_000 },
  );
});

test('a text without any of the words is never one', () => {
  const plain = fc
    .array(fc.constantFrom('the', 'lamp', 'is', 'great', 'merci', 'quand', 'arrive', 'ma', 'commande', 'yes', 'it'), {
      minLength: 2,
      maxLength: 8,
    })
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(plain, (text) => {
      expect(replyAsks(text)).not.toBe('stop');
    }),
    { seed, numRuns: 500 },
  );
});

test.each([
  ['I can’t stop loving it', undefined],
  ["don't stop", undefined],
  ['non stop !', undefined],
  ['the end of the month', undefined],
  ['at the weekend', undefined],
  ['please cancel my order', undefined],
  ['I quit', undefined],
  ['annuler ma commande', undefined],
  ['mon bus est à l’arrêt', undefined],
  ['where is my order?', undefined],
  ['oui mais quand ?', undefined],
  ['helpful, thanks', undefined],
  ['merci', undefined],
  ['', undefined],
  ['👍', undefined],
  ['S T O P', 'stop'],
  ['s.t.o.p', 'stop'],
  ['stop all', 'stop'],
  ['stop these messages', 'stop'],
  ['STOP au 36180', 'stop'],
  ['Arrêtez de m’écrire', 'stop'],
  ['merci de me désinscrire', 'stop'],
  ['je veux me désinscrire de vos SMS', 'stop'],
  ['I want to unsubscribe', 'stop'],
  ['Cancel please', 'stop'],
  ['abmelden', 'stop'],
  ['START', 'start'],
  ['Oui', 'start'],
  ['yes!', 'start'],
  ['Reprendre svp', 'start'],
  ['HELP', 'help'],
  ['aide ?', 'help'],
  ['Info', 'help'],
  ['CONTACT', 'contact'],
  ['bonjour, contact svp', 'contact'],
])('the reply %o asks for %s', (text, expected) => {
  expect(replyAsks(text)).toBe(expected);
});

console.log(`keywords: seed ${seed}`);

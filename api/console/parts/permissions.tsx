import type { readCustomerCard } from '../../../db/pages/customers.ts';
import type { Channel } from '../../../domain/journey.ts';
import { Facts } from './bits.tsx';
import { Time } from './time.tsx';

type Card = NonNullable<Awaited<ReturnType<typeof readCustomerCard>>>;
type ConsentRow = Card['consents'][number];

const channelWords: Readonly<Record<Channel, string>> = { email: 'e-mail', sms: 'SMS', whatsapp: 'WhatsApp' };

/** What a suppression keeps from an address, in words. */
export const stoppedWords = ({ purpose, list }: Pick<Card['suppressions'][number], 'purpose' | 'list'>): string => {
  if (list !== '') return `nothing more of the list “${list}”`;
  return purpose === 'all' ? 'nothing more' : `no more ${purpose} messages`;
};

/** What the customer lets the store send, as it stands; the acts that made it so are in the table of consent. */
export const Permissions = ({ card }: { readonly card: Card }) => (
  <section aria-labelledby="permissions-title">
    <h2 id="permissions-title">Permissions</h2>
    <Facts facts={standing(card)} />
  </section>
);

const whatWords = ({ purpose, channel, list }: Pick<ConsentRow, 'purpose' | 'channel' | 'list'>): string =>
  `${purpose} by ${channelWords[channel]}${list === '' ? '' : `, the list “${list}”`}`;

/** The newest act of each purpose, channel and list, and what marketing may rest on besides. */
const standing = ({ consents, orders, contacts }: Card) => {
  const seen = new Set<string>();
  const newest = consents.filter((act) => {
    const what = whatWords(act);
    return !seen.has(what) && seen.add(what);
  });
  const never = (['email', 'sms'] as const)
    .filter((channel) => !newest.some((act) => act.channel === channel && act.purpose === 'marketing'))
    .map((channel) => [`Marketing by ${channelWords[channel]}`, 'never asked'] as const);
  const sale = orders.find(
    ({ state, marketingNotice }) =>
      state !== 'cancelled' && Object.values(marketingNotice ?? {}).some((notice) => notice?.state === 'given'),
  );
  const contact = contacts.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0];
  return [
    ...newest.map((act) => {
      const what = whatWords(act);
      const since = (
        <span key={what}>
          {act.state} since <Time at={act.at} />
        </span>
      );
      return [what.charAt(0).toUpperCase() + what.slice(1), since] as const;
    }),
    ...never,
    [
      'Told of messages about similar products',
      sale && (
        <span key="sale">
          with the order {sale.externalId}, <Time at={sale.placedAt} />
        </span>
      ),
    ],
    [
      'Last contact by the customer',
      contact && (
        <span key="contact">
          <Time at={contact.at} /> ({contact.kind})
        </span>
      ),
    ],
  ] as const;
};

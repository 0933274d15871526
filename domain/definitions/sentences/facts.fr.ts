import type { Channel } from '../../journey.ts';
import type { About, Ago, DefinedScore, Fact, OwnField, Range } from '../definition.ts';
import { durationInFrench } from './duration.fr.ts';
import type { SentenceWords } from './words.ts';

const factWords = (fact: Fact): string => {
  if ('score' in fact) return `ont ${scores[fact.score.name]} ${de(range(fact.score))}`;
  if ('orders' in fact) {
    const { count, total, ...asked } = fact.orders;
    const much = total ? `, pour ${range(total)} au total` : '';
    return `ont commandé ${count ? `${range(count)} fois` : 'au moins une fois'}${about(asked)}${ago(asked)}${much}`;
  }
  if ('carts' in fact) {
    const { count, total, ...asked } = fact.carts;
    const carts = count ? `${range(count)} ${several(count, 'panier ouvert', 'paniers ouverts')}` : 'un panier ouvert';
    return `ont ${carts}${about(asked)}${ago(asked)}${total ? `, d’une valeur totale ${de(range(total))}` : ''}`;
  }
  if ('views' in fact) {
    const { count, ...asked } = fact.views;
    const products = count ? `${range(count)} ${several(count, 'produit', 'produits')}` : 'des produits';
    return `ont regardé ${products}${about(asked)}${ago(asked)}`;
  }
  if ('clicks' in fact) {
    const { count, channel, journey, ...asked } = fact.clicks;
    const messages = count ? `${de(range(count))} ${several(count, 'message', 'messages')}` : 'd’un message';
    const of = `${channel ? ` par ${channels[channel]}` : ''}${journey ? ` du parcours ${journey}` : ''}`;
    return `ont suivi un lien ${messages}${of}${ago(asked)}`;
  }
  if ('consent' in fact) {
    const { channel, list } = fact.consent;
    return `ont accepté ${list ? `la liste ${list}` : 'la prospection'} par ${channels[channel]}`;
  }
  if ('contact' in fact) {
    const { kind } = fact.contact;
    return `ont agi pour la dernière fois ${quoted(kind)}${ago(fact.contact) || ', peu importe quand'}`;
  }
  if ('known' in fact) return `se sont fait connaître${ago(fact.known) || ', peu importe quand'}`;
  if ('tier' in fact) return `sont au niveau de fidélité ${quoted(fact.tier)}`;
  if ('affinity' in fact) {
    const { category, share, lift } = fact.affinity;
    const how = [
      ...(share ? [`une part ${de(range(share))}`] : []),
      ...(lift ? [`une attirance ${de(range(lift))} fois la normale`] : []),
    ];
    return how.length > 0
      ? `sont attirés par la catégorie ${quoted(category)}, avec ${how.join(' et ')}`
      : `sont attirés avant tout par la catégorie ${quoted(category)}`;
  }
  if ('prices' in fact) {
    const { sensitive, index } = fact.prices;
    const goes =
      sensitive === undefined ? [] : [sensitive ? 'guettent les promotions' : 'ne guettent pas les promotions'];
    return [...goes, ...(index ? [`achètent en promotion ${range(index)} fois autant que la normale`] : [])].join(
      ' et ',
    );
  }
  if ('engagement' in fact) {
    const { channel, messages, ...rate } = fact.engagement;
    const after = messages ? `, après ${range(messages)} ${several(messages, 'message', 'messages')}` : '';
    return `réagissent à une part ${de(range(rate))} de ce qu’ils reçoivent par ${channels[channel]}${after}`;
  }
  if ('bestHour' in fact) return `ont leur meilleure heure entre ${fact.bestHour.from} h et ${fact.bestHour.to} h`;
  if ('intent' in fact) return `ont une intention d’achat ${de(range(fact.intent))}`;
  if ('nextCategory' in fact) {
    const { category, ...probability } = fact.nextCategory;
    const isBound = Object.values(probability).some((bound) => bound !== undefined);
    const how = isBound ? `, avec une probabilité ${de(range(probability))}` : '';
    return `achèteront sans doute ensuite dans la catégorie ${quoted(category)}${how}`;
  }
  if ('lastEvent' in fact) {
    const { result, score } = fact.lastEvent;
    const came = result === undefined ? [] : [`sont sortis du dernier temps fort avec le résultat ${quoted(result)}`];
    return [...came, ...(score ? [`ont participé au dernier temps fort à ${range(score)} sur 100`] : [])].join(' et ');
  }
  if ('has' in fact) return `ont ${fields[fact.has]} que la boutique connaît`;
  if ('language' in fact) return `lisent ${fact.language === 'fr' ? 'le français' : 'l’anglais'}`;
  return 'country' in fact ? `vivent dans le pays ${fact.country}` : `sont dans ${fact.segment}`;
};

const scores: Readonly<Record<DefinedScore, string>> = {
  alive: 'une probabilité d’être encore clients (alive)',
  churn: 'un risque de départ (churn)',
  expectedOrders: 'un nombre de commandes attendues (expectedOrders)',
  expectedSpend: 'une dépense attendue par commande (expectedSpend)',
  lifetimeValue: 'une valeur attendue (lifetimeValue)',
};

const fields: Readonly<Record<OwnField, string>> = {
  email: 'une adresse e-mail',
  phone: 'un numéro de téléphone',
  firstName: 'un prénom',
  language: 'une langue',
  zone: 'un fuseau horaire',
  birthday: 'une date de naissance',
  loyalty: 'un compte de fidélité',
};

const channels: Readonly<Record<Channel, string>> = { email: 'e-mail', sms: 'SMS', whatsapp: 'WhatsApp' };

/** In guillemets, whose spaces do not break. */
const quoted = (text: string): string => `«\u00a0${text}\u00a0»`;

const number = (value: number): string => String(value).replace('.', ',');

const range = ({ atLeast, atMost, below }: Range): string => {
  if (atLeast !== undefined && atLeast === atMost) return `exactement ${number(atLeast)}`;
  const parts = [
    ...(atLeast === undefined ? [] : [`au moins ${number(atLeast)}`]),
    ...(atMost === undefined ? [] : [`au plus ${number(atMost)}`]),
    ...(below === undefined ? [] : [`moins de ${number(below)}`]),
  ];
  return parts.join(' et ');
};

/** `d’au moins 3`, `de moins de 3`. */
const de = (words: string): string => (/^[ae]/u.test(words) ? `d’${words}` : `de ${words}`);

/** By the last number that is said: plural from two on. */
const several = ({ atLeast, atMost, below }: Range, one: string, many: string): string =>
  (below ?? atMost ?? atLeast ?? 0) < 2 ? one : many;

const about = ({ category, product }: About): string =>
  `${category === undefined ? '' : ` dans la catégorie ${quoted(category)}`}${product === undefined ? '' : ` avec le produit ${quoted(product)}`}`;

const ago = ({ within, before }: Ago): string => {
  const parts = [
    ...(within === undefined ? [] : [`il y a ${durationInFrench(within)} au plus`]),
    ...(before === undefined ? [] : [`il y a plus ${de(durationInFrench(before))}`]),
  ];
  return parts.length > 0 ? `, ${parts.join(' et ')}` : '';
};

export const french: SentenceWords = {
  who: 'Les clients qui ',
  without: ', sauf ceux qui ',
  not: (condition) => `ne répondent pas à ceci\u00a0: ${condition}`,
  and: 'et',
  or: 'ou',
  fact: factWords,
};

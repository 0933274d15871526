import type { LettersOf } from '../letter/copy.ts';
import { servicePoints } from '../letter/services.ts';
import type { LetterView } from '../view.ts';
import { campaignOf, datesAhead, dayWords, hourWords, momentWords } from './dates.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez accepté les e-mails de ${shop.name}.`;

/** A campaign in French. Every time is a date: whoever opens a letter late reads nothing that is wrong. */
export const seasonFr: LettersOf<'season'> = {
  'season/teaser': (view) => {
    const { label, opens, ends } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label} : rendez-vous ${dayWords(opens, 'fr', zone)}`,
      preview: `Ouverture ${momentWords(opens, 'fr', zone)}.`,
      title: `${label} : la date est fixée`,
      opening: [
        `Nous ouvrons ${momentWords(opens, 'fr', zone)} : notez-le. Fin ${momentWords(ends, 'fr', zone)}.`,
        'D’ici là, rien ne vous empêche de repérer ce qui vous plaît.',
      ],
      points: servicePoints(view, 'fr'),
      call: 'Repérer avant l’ouverture',
      why: why(view),
    };
  },
  'season/countdown': (view) => {
    const { label, opens } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label} : ouverture ${momentWords(opens, 'fr', zone)}`,
      preview: 'De quoi préparer votre sélection.',
      title: `Ouverture ${momentWords(opens, 'fr', zone)}`,
      opening: [
        'Le plus simple est de préparer sa sélection avant : les tailles et les quantités ne sont pas illimitées.',
      ],
      products: 'Dans l’esprit de vos achats',
      call: 'Préparer ma sélection',
      why: why(view),
    };
  },
  'season/early': (view) => {
    const { label, opens, moment } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label} : votre accès avant les autres`,
      preview: `Pour vous depuis ${momentWords(moment.from, 'fr', zone)}, pour tous ${momentWords(opens, 'fr', zone)}.`,
      title: 'Votre accès avant les autres',
      opening: [
        `Parce que vous nous êtes fidèle, c’est ouvert pour vous depuis ${momentWords(moment.from, 'fr', zone)}. L’ouverture à tous est ${momentWords(opens, 'fr', zone)}.`,
      ],
      products: 'Dans l’esprit de vos achats',
      call: 'Entrer maintenant',
      closing: 'Cet accès est le vôtre : connectez-vous avec l’adresse à laquelle nous vous écrivons.',
      why: why(view),
    };
  },
  'season/eve': (view) => {
    const { label, opens, ends } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label} : c’est ${momentWords(opens, 'fr', zone)}`,
      preview: 'L’heure exacte, et jusqu’à quand.',
      title: `C’est ${momentWords(opens, 'fr', zone)}`,
      opening: [
        `L’ouverture est ${momentWords(opens, 'fr', zone)}, la fin ${momentWords(ends, 'fr', zone)}. Votre panier, votre adresse et votre moyen de paiement peuvent être prêts avant.`,
      ],
      call: 'Être prêt(e)',
      why: why(view),
    };
  },
  'season/launch': (view) => {
    const campaign = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${campaign.label} : c’est ouvert`,
      preview: `Depuis ${momentWords(campaign.opens, 'fr', zone)}.`,
      title: 'C’est ouvert',
      opening: [
        `${campaign.label} : nous avons ouvert ${momentWords(campaign.opens, 'fr', zone)}. Les prix sont ceux que vous voyez sur le site.`,
      ],
      points: datesAhead(campaign, campaign.moment.from, 'fr', zone),
      products: 'Les plus choisis',
      call: 'Voir les prix',
      why: why(view),
    };
  },
  'season/markdown': (view) => {
    const campaign = campaignOf(view);
    const { label, moment } = campaign;
    const zone = view.shop.timezone;
    const which = moment.name === 'third' ? 'Troisième démarque' : 'Deuxième démarque';
    return {
      subject: `${label} : ${which.toLowerCase()}`,
      preview: `Depuis ${momentWords(moment.from, 'fr', zone)}, dans la limite des stocks.`,
      title: which,
      opening: [
        `De nouveaux prix depuis ${momentWords(moment.from, 'fr', zone)}, sur ce qui reste : certaines tailles et certains modèles sont déjà partis.`,
      ],
      points: datesAhead(campaign, moment.from, 'fr', zone),
      products: 'Les plus choisis',
      call: 'Voir ce qui reste',
      why: why(view),
    };
  },
  'season/last': (view) => {
    const { label, ends } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label} : fin ${momentWords(ends, 'fr', zone)}`,
      preview: 'Après, les prix redeviennent ceux de tous les jours.',
      title: `Fin ${momentWords(ends, 'fr', zone)}`,
      opening: [
        `Les prix de cette saison s’arrêtent ${momentWords(ends, 'fr', zone)}. Si quelque chose vous attend encore, c’est le moment ; sinon, nous vous laissons tranquille.`,
      ],
      products: 'Les plus choisis',
      call: 'Faire un dernier tour',
      why: why(view),
    };
  },
  'season/hour': (view) => {
    const { label, moment, says } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label} : jusqu’à ${hourWords(moment.until, 'fr', zone)}, ${dayWords(moment.until, 'fr', zone)}`,
      preview: says ?? 'Une offre de quelques heures.',
      title: 'Quelques heures seulement',
      opening: [
        ...(says === undefined ? [] : [says]),
        `L’offre commence ${momentWords(moment.from, 'fr', zone)} et s’arrête ${momentWords(moment.until, 'fr', zone)}. Ensuite elle n’est plus valable, même si vous lisez ce message plus tard.`,
      ],
      products: 'Les plus choisis',
      call: 'En profiter',
      why: why(view),
    };
  },
};

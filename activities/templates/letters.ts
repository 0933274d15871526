import type { LetterId, Locale } from '../../domain/templates.ts';
import { accountEn } from './account/en.ts';
import { accountFr } from './account/fr.ts';
import { alertEn } from './alert/en.ts';
import { alertFr } from './alert/fr.ts';
import { browseEn } from './browse/en.ts';
import { browseFr } from './browse/fr.ts';
import { orderEn } from './order/en.ts';
import { orderFr } from './order/fr.ts';
import { replenishmentEn } from './replenishment/en.ts';
import { replenishmentFr } from './replenishment/fr.ts';
import { winBackEn } from './win-back/en.ts';
import { winBackFr } from './win-back/fr.ts';
import { firstOrderEn } from './first-order/en.ts';
import { firstOrderFr } from './first-order/fr.ts';
import { atRiskEn } from './at-risk/en.ts';
import { atRiskFr } from './at-risk/fr.ts';
import { joinEn } from './join/en.ts';
import { joinFr } from './join/fr.ts';
import { afterEventEn } from './after-event/en.ts';
import { afterEventFr } from './after-event/fr.ts';
import { storeEn } from './store/en.ts';
import { storeFr } from './store/fr.ts';
import { clearanceEn } from './clearance/en.ts';
import { clearanceFr } from './clearance/fr.ts';
import { seasonEn } from './season/en.ts';
import { seasonFr } from './season/fr.ts';
import { crossSellEn } from './cross-sell/en.ts';
import { crossSellFr } from './cross-sell/fr.ts';
import { repeatEn } from './repeat/en.ts';
import { repeatFr } from './repeat/fr.ts';
import { birthdayEn } from './birthday/en.ts';
import { birthdayFr } from './birthday/fr.ts';
import { anniversaryEn } from './anniversary/en.ts';
import { anniversaryFr } from './anniversary/fr.ts';
import { loyaltyEn } from './loyalty/en.ts';
import { loyaltyFr } from './loyalty/fr.ts';
import { referralEn } from './referral/en.ts';
import { referralFr } from './referral/fr.ts';
import { giftCardEn } from './gift-card/en.ts';
import { giftCardFr } from './gift-card/fr.ts';
import { interestEn } from './interest/en.ts';
import { interestFr } from './interest/fr.ts';
import { discoveryEn } from './discovery/en.ts';
import { discoveryFr } from './discovery/fr.ts';
import { collectionEn } from './collection/en.ts';
import { collectionFr } from './collection/fr.ts';
import { dropOffEn } from './drop-off/en.ts';
import { dropOffFr } from './drop-off/fr.ts';
import type { LetterCopy } from './letter/copy.ts';
import { letter } from './letter/letter.tsx';
import type { Template } from './template.ts';
import type { LetterView } from './view.ts';
import { welcomeEn } from './welcome/en.ts';
import { welcomeFr } from './welcome/fr.ts';

type Words = Readonly<Record<LetterId, (view: LetterView) => LetterCopy>>;

/** The words of every letter, one line a family and language; a missing letter is a type error. */
const words: Readonly<Record<Locale, Words>> = {
  fr: {
    ...welcomeFr,
    ...accountFr,
    ...firstOrderFr,
    ...orderFr,
    ...winBackFr,
    ...replenishmentFr,
    ...browseFr,
    ...seasonFr,
    ...crossSellFr,
    ...repeatFr,
    ...birthdayFr,
    ...anniversaryFr,
    ...loyaltyFr,
    ...referralFr,
    ...giftCardFr,
    ...interestFr,
    ...discoveryFr,
    ...alertFr,
    ...atRiskFr,
    ...joinFr,
    ...afterEventFr,
    ...storeFr,
    ...clearanceFr,
    ...collectionFr,
    ...dropOffFr,
  },
  en: {
    ...welcomeEn,
    ...accountEn,
    ...firstOrderEn,
    ...orderEn,
    ...winBackEn,
    ...replenishmentEn,
    ...browseEn,
    ...seasonEn,
    ...crossSellEn,
    ...repeatEn,
    ...birthdayEn,
    ...anniversaryEn,
    ...loyaltyEn,
    ...referralEn,
    ...giftCardEn,
    ...interestEn,
    ...discoveryEn,
    ...alertEn,
    ...atRiskEn,
    ...joinEn,
    ...afterEventEn,
    ...storeEn,
    ...clearanceEn,
    ...collectionEn,
    ...dropOffEn,
  },
};

/** Every letter: its words in each language, in the one layout. */
export const letters = Object.fromEntries(
  (Object.keys(words.fr) as LetterId[]).map((id) => [id, letter({ fr: words.fr[id], en: words.en[id] })]),
) as Readonly<Record<LetterId, Template<LetterView, LetterCopy>>>;

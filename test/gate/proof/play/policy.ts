import { cheaperBy, fewAre, textCost } from '../story/story.ts';
import { defaultPolicy, type Policy } from '../../../../domain/policy/policy.ts';
import { onDays, weekdays } from '../../../../domain/policy/quiet-hours.ts';
import type { House } from '../story/story.ts';

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

const audienceOf: Readonly<Record<House['audience'], Policy['audiences']['byJourney']>> = {
  everybody: {},
  members: { letter: { only: ['saved:members'] } },
  'no ambassadors': { letter: { except: ['ambassador'] } },
};

/** The product's policy that says what the house says. */
export const policyOf = (house: House): Partial<Policy> => {
  const week = onDays(weekdays, { from: clock(house.hours[0]), to: clock(house.hours[1]) });
  const always = { week, publicHolidays: 'like the weekday' } as const;
  const { alerts, deliverability, products } = defaultPolicy;
  return {
    consent: { ...defaultPolicy.consent, softOptIn: { ...defaultPolicy.consent.softOptIn, channels: [] } },
    quietHours: {
      sending: (['email', 'sms'] as const).map((channel) => ({ channel, purpose: 'marketing', ...always })),
      spread: '30 minutes',
    },
    sms: {
      ...defaultPolicy.sms,
      moments: [{ id: 'cart', ranks: ['cart'], basketFrom: house.textFrom }],
      segmentPrice: { byCountry: {}, elsewhere: textCost },
      dailyBudget: { marketing: house.textBudget, transactional: null },
    },
    caps: {
      caps: house.caps.map(({ channel, per, atMost, ranks }, index) => ({
        id: `cap-${index}`,
        channel,
        purpose: 'marketing',
        ...(ranks && { ranks }),
        atMost: { normal: atMost },
        per: 'rolling' in per ? { rolling: `${per.rolling} hours` } : per,
      })),
      passiveAfter: 50,
    },
    exclusivity: {
      groups: house.exclusive ? [{ id: 'sales', journeys: ['priceDrop', 'winBack'], per: { rolling: '2 days' } }] : [],
      newsletterPause: house.newsletterPause ? defaultPolicy.exclusivity.newsletterPause : { after: [], pauses: [] },
      ...(house.journeysADay !== null && { journeysADay: { normal: house.journeysADay } }),
    },
    alerts: {
      ...alerts,
      lowStock: { ...alerts.lowStock, at: fewAre },
      priceDrop: { ...alerts.priceDrop, atLeast: cheaperBy, knownFor: '30 days' },
    },
    audiences: { byJourney: audienceOf[house.audience] },
    // Stories last for days.
    freshness: { ...defaultPolicy.freshness, segments: '30 days' },
    serviceCases: { pauses: house.servicePause ? ['win-back', 'newsletter'] : [], atMost: '14 days' },
    brand: {
      ...defaultPolicy.brand,
      pages: {
        ...(house.referralPage && { referral: 'https://shop.example/invite' }),
        ...(house.loyaltyPage && { loyalty: 'https://shop.example/points' }),
      },
    },
    holdout: { share: house.holdout, byJourney: {}, name: 'proof', redraw: 'never' },
    recentBuyers: {
      pause: `${house.buyersPause} days`,
      bySegment: {},
      except: ['transactional', 'service', 'post-purchase'],
    },
    offers: {
      ...defaultPolicy.offers,
      byId: {
        cartTen: {
          gives: { kind: 'percent', percent: 10 },
          ...(house.basketFrom > 0 && { to: [{ basketFrom: house.basketFrom }] }),
          codes: { from: 'pool' },
          validity: { for: '1 hour', ends: 'exactly' },
          otherwise: house.withoutCode,
          whenEmpty: house.withoutCode,
          afterChange: 'keep',
          afterReturn: 'spent',
        },
      },
      perCustomer: { codes: house.codesEach, period: '30 days' },
    },
    products: {
      ...products,
      freshFor: { ...products.freshFor, stock: house.stockFresh === null ? null : `${house.stockFresh} hours` },
    },
    deliverability: {
      ...deliverability,
      ramps: house.ramp === null ? [] : [{ domain: 'shop.example', schedule: Array(60).fill(house.ramp) }],
      volume: { ...deliverability.volume, fromDaily: house.volume ?? 1_000_000 },
      brake: {
        ...deliverability.brake,
        fromAccepted: house.brake === null ? 1_000_000 : 2,
        fromEvents: 1,
        store: { bounces: { stop: house.brake ?? 100 }, complaints: {}, unsubscribes: {} },
        journey: { complaints: {}, unsubscribes: {} },
      },
    },
  };
};

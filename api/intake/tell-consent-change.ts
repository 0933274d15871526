import type { TellConsentChange } from '../../db/customers/consent-change.ts';
import { readStore } from '../../db/shop/stores.ts';
import { eventUuid } from '../../db/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { route } from '../route.ts';
import { carryOut } from './carry-out.ts';
import { readFacts } from './facts.ts';

const type = 'customer.consent_changed';

/**
 * What a page, a mail program or a reply changed means to journeys the same as `customer.consent_changed` of the
 * store: it ends and tells those that name it. It starts none: what people choose on our own pages is no occasion.
 */
export const tellConsentChange = (specs: readonly JourneySpec[], clock: Clock): TellConsentChange => {
  const concerned = specs
    .filter(({ exitOn, listens = [] }) => [...exitOn, ...listens].some(({ name }) => name === type))
    .map((spec) => ({ ...spec, trigger: [] }));

  return async (queries, { storeId, customerId: customer, at }) => {
    if (concerned.length === 0) return;
    const now = clock.now();
    const store = (await readStore(queries, storeId))!;
    const routed = { type, ids: {}, at: at.getTime(), customer } as const;
    const customers = { owner: customer, matched: [customer], also: [], visitors: [] };
    const known = { now, calendar: store.calendar, outdated: false, ordered: false };
    const facts = await readFacts(queries, storeId, concerned, routed, customers, known);
    const { decisions } = route(routed, concerned, facts);
    const eventId = eventUuid(storeId, `consent/${customer}/${at.toISOString()}`);
    for (const send of carryOut(queries, { store, customer, routed, eventId, now, live: facts.live }, decisions)) {
      await send();
    }
  };
};

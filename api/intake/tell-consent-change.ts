import type { TellConsentChange } from '../../db/customers/consent-change.ts';
import { readStore } from '../../db/shop/stores.ts';
import { eventUuid } from '../../db/ids.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { route } from '../route/route.ts';
import type { RoutedEvent } from '../route/routing.ts';
import { carryOut } from './carry-out.ts';
import { readFacts } from './facts.ts';

const changed = 'customer.consent_changed';
const signedUp = 'newsletter.subscribed';

/**
 * What a page, a mail program or a reply changed means to journeys the same as `customer.consent_changed` of the
 * store: it ends and tells those that name it. It starts none: what people choose on our own pages is no occasion. A
 * sign-up that its owner confirms is the exception: for journeys it is `newsletter.subscribed`, which has waited for that.
 */
export const tellConsentChange = (specs: readonly JourneySpec[], clock: Clock): TellConsentChange => {
  const concerned = specs
    .filter(({ exitOn, listens = [] }) => [...exitOn, ...listens].some(({ name }) => name === changed))
    .map((spec) => ({ ...spec, trigger: [] }));
  const welcoming = specs.filter(
    (spec) => !spec.unconfirmed && [...triggersOf(spec), ...spec.exitOn.map(({ name }) => name)].includes(signedUp),
  );

  return async (queries, { storeId, customerId: customer, at, confirmed }) => {
    const told: readonly (readonly [RoutedEvent, readonly JourneySpec[]])[] = [
      [{ type: changed, ids: {}, at: at.getTime(), customer }, concerned],
      ...(confirmed
        ? [[{ type: signedUp, ids: { via: confirmed.via }, at: at.getTime(), customer }, welcoming] as const]
        : []),
    ];
    for (const [routed, some] of told) {
      if (some.length === 0) continue;
      const now = clock.now();
      const store = (await readStore(queries, storeId))!;
      const customers = { owner: customer, matched: [customer], also: [], visitors: [] };
      const known = { now, calendar: store.calendar, outdated: false, ordered: false };
      const facts = await readFacts(queries, storeId, some, routed, customers, known);
      const { decisions } = route(routed, some, facts);
      const eventId = eventUuid(
        storeId,
        `${routed.type === changed ? 'consent' : 'confirmed'}/${customer}/${at.toISOString()}`,
      );
      const occasion = { specs, store, customer, routed, eventId, now };
      for (const send of carryOut(queries, { ...occasion, live: facts.live }, decisions)) {
        await send();
      }
    }
  };
};

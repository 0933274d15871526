import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { recordAct } from '../../db/access/audit.ts';
import { importCodes } from '../../db/offers/pool.ts';
import { readCode } from '../../db/offers/redeem.ts';
import { readStorePolicy } from '../../db/policies/policies.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { actorOf, storeOf } from '../access/access.ts';
import { instant, externalId } from '../events/fields.ts';
import { readBody } from '../http/read-body.ts';
import { Problem } from '../http/problem.ts';
import { codeText } from '../policies/offers.ts';
import { customerName, referenceOf } from '../privacy/reference.ts';
import { storable, unknownObject } from '../read/unknown-object.ts';
import { codeFate } from './code-fate.ts';
import type { OfferDeps } from './deps.ts';
import { redeemByHand } from './redeem.ts';

/** Codes of one request. */
export const mostCodes = 5_000;

const pool = z.strictObject({
  codes: z.array(codeText).min(1).max(mostCodes),
  usableUntil: instant.optional().meta({ description: 'when they stop working at the shop' }),
});

/** `POST /v1/offers/:offer/codes`: adds codes to a pool; sent again, nothing happens twice. @throws Problem 404 or 422 */
export const postCodes =
  ({ db, clock }: OfferDeps): RequestHandler =>
  async (request, response) => {
    const store = storeOf(response);
    const offer = await pooledOffer({ db, clock }, store, request);
    const { codes, usableUntil } = readBody(request, pool, invalid);
    const until = usableUntil === undefined ? undefined : new Date(usableUntil);
    const now = clock.now();
    const imported = await db.transaction(async (queries) => {
      const done = await importCodes(queries, {
        store: store.id,
        offer,
        codes,
        usableUntil: until,
        now: new Date(now),
      });
      if (done.added > 0) {
        const act = { act: 'codes.imported', subject: `offer/${offer}`, detail: { ...done } } as const;
        await recordAct(queries, { at: now, actor: actorOf(response), store: store.id, ...act });
      }
      return done;
    });
    response.json({ offer, ...imported });
  };

/** Only an offer that says so takes its codes from a pool. */
const pooledOffer = async ({ db, clock }: OfferDeps, store: StoreRow, request: Request): Promise<string> => {
  const id = String(request.params['offer']);
  const { policy } = await readStorePolicy(db, store.id, new Date(clock.now()));
  const offer = Object.hasOwn(policy.offers.byId, id) ? policy.offers.byId[id] : undefined;
  if (!offer) throw unknownObject('offer');
  if (offer.codes.from !== 'pool') {
    throw new Problem(409, 'no_pool', `the codes of offer ${id} do not come from a pool; its policy says where from`);
  }
  return id;
};

/** `GET /v1/offers/codes/:code`: whether a code holds, and until when. @throws Problem 404 */
export const getCode =
  ({ db, clock }: OfferDeps): RequestHandler =>
  async (request, response) => {
    const code = storable(request.params['code']);
    const [row] = code === undefined ? [] : await readCode(db, storeOf(response).id, code);
    if (!row) throw unknownObject('code');
    const { offer, terms, expiresAt, redeemedAt } = row;
    response.json({
      code,
      offer,
      state: codeFate(row, clock.now()),
      gives: terms?.gives ?? null,
      validUntil: expiresAt,
      redeemedAt,
    });
  };

const use = z.strictObject({ orderId: externalId, customer: customerName.optional() });

/** `POST /v1/offers/codes/:code/redeem`: uses a code for an order; the same order again is answered alike. @throws Problem */
export const postRedeem =
  (deps: OfferDeps): RequestHandler =>
  async (request, response) => {
    const { orderId, customer } = readBody(request, use, invalid);
    const code = storable(request.params['code']);
    const store = storeOf(response);
    const redeemed =
      code === undefined
        ? undefined
        : await redeemByHand(deps, { store, code, orderId, customer: customer && referenceOf(customer) });
    if (!redeemed) throw unknownObject('code');
    if (redeemed.outcome !== 'redeemed') {
      throw new Problem(409, `code_${redeemed.outcome}`, refusals[redeemed.outcome]);
    }
    const { row } = redeemed;
    response.json({ code, offer: row.offer, gives: row.terms?.gives ?? null, validUntil: row.expiresAt });
  };

const refusals = {
  not_given: 'nobody was given this code; it gives nothing',
  expired: 'the code held until its printed end, which has passed',
  used: 'the code was used for another order, and holds once',
  of_another: 'the code was given to another customer, and is theirs alone',
} as const;

const invalid = (flaws: Problem['flaws']): Problem =>
  new Problem(422, 'invalid_body', 'the body is not valid', { flaws });

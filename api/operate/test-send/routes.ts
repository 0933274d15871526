import type { RequestHandler } from 'express';
import { validate as isUuid } from 'uuid';
import { readOperator } from '../../../db/access/operators.ts';
import type { Database } from '../../../db/client.ts';
import { findPerson, type PersonReference } from '../../../db/personal-data/person.ts';
import { readTestSend } from '../../../db/test-sends/test-sends.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { actorOf, storeOf } from '../../access/access.ts';
import { readBody } from '../../http/read-body.ts';
import { Problem } from '../../http/problem.ts';
import { unknownObject } from '../../read/unknown-object.ts';
import { forCustomer } from '../../journeys/ask-message.ts';
import { askForTest, TooManyTestsError, unreachable } from './ask.ts';
import { testSendView } from './view.ts';
import { testWish } from './wish.ts';

interface TestSendDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
}

/** `POST /v1/test-sends`: 202, and `GET /v1/test-sends/:testSendId` tells how it ended. @throws Problem 404, 422 or 429 */
export const postTestSend =
  ({ db, clock, specs }: TestSendDeps): RequestHandler =>
  async (request, response) => {
    const read = readBody(request, testWish(specs), invalid);
    const [[kind, value]] = Object.entries(read.customer) as [[PersonReference['kind'], string]];
    const store = storeOf(response).id;
    const customer = await findPerson(db, store, { kind, value } as PersonReference);
    if (!customer) throw unknownObject('customer');
    const message = await forCustomer(db, read.asked, { store, customer });
    const operator = await readOperator(db, read.operator);
    const lacks = unreachable(operator, message.channel);
    if (!operator || lacks) {
      throw invalid([{ field: 'operator', problem: `no operator of this name has ${lacks?.an}` }]);
    }
    const wish = { store, customer, message, operator: operator.id };
    const row = await askForTest(db, wish, { at: clock.now(), actor: actorOf(response) }).catch(refused);
    response.status(202).json(testSendView(row));
  };

const refused = (error: unknown): never => {
  if (!(error instanceof TooManyTestsError)) throw error;
  throw new Problem(429, 'too_many_test_sends', error.message, { retryAfterSeconds: 3_600 });
};

/** `GET /v1/test-sends/:testSendId` */
export const getTestSend =
  ({ db }: Pick<TestSendDeps, 'db'>): RequestHandler =>
  async (request, response) => {
    const id = String(request.params['testSendId']);
    const row = isUuid(id) ? await readTestSend(db, storeOf(response).id, id) : undefined;
    if (!row) throw unknownObject('test send');
    response.json(testSendView(row));
  };

const invalid = (flaws: Problem['flaws']): Problem =>
  new Problem(422, 'invalid_test_send', 'nothing was asked for; each flaw names its field', { flaws });

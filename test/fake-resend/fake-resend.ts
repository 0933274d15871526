import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { answerList } from './list.ts';
import { answerSuppressions, type FakeSuppression } from './suppressions.ts';
import { type Fault, refusalOf } from './faults.ts';
import { fixedWindow } from './limit.ts';

/** One message that the fake accepted: its own record, which judges ours. */
export interface Acceptance {
  readonly id: string;
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  /** SHA-256 of the body as received. */
  readonly bodyHash: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The request's X-Relance-Claimed-At, in the store's time. */
  readonly claimedAt: string | undefined;
  /** Milliseconds of this machine's clock. */
  readonly acceptedAt: number;
}

export interface FakeResend {
  readonly url: string;
  readonly port: number;
  acceptances(): readonly Acceptance[];
  /** Requests received, accepted or not, by key. */
  requests(key?: string): number;
  /** Requests refused for the rate limit. */
  limited(): number;
  /** The next `times` requests (of messages that `match`) meet the fault; without `times`, all until `heal`. */
  fault(fault: Fault, options?: { readonly times?: number; readonly match?: (key: string) => boolean }): void;
  heal(): void;
  /** The life of its keys is over: the same key is accepted once more. Its record stays. */
  forgetKeys(): void;
  /** Opens its list of what it accepted, or closes it again; at the start it is closed (404). */
  list(open: boolean): void;
  /** Makes its own suppression list, shown from then on; until then the account has no access to it (404). */
  suppress(list: readonly FakeSuppression[]): void;
  /** Calls of the list, or of one message in it. */
  searches(): number;
  stop(): Promise<void>;
}

export interface FakeResendOptions {
  readonly port?: number;
  /** Asked for each request for which no fault is planned. */
  readonly chooseFault?: (key: string) => Fault | undefined;
  /** Requests a second, told in the headers of each answer; one more is a 429. Without it there is no limit. */
  readonly perSecond?: number;
  /** Called before anything is answered. With it bodies are kept in memory in short: what is told here is the record. */
  readonly onAcceptance?: (acceptance: Acceptance) => void;
}

interface Planned {
  readonly fault: Fault;
  readonly match: (key: string) => boolean;
  left: number;
}

/**
 * A real HTTP server that speaks Resend's `POST /emails`: the same key and body give the same id, another
 * body is a 409, and so is a key whose first call is still under way. Its list, once open, shows what it
 * accepted.
 */
export const startFakeResend = async ({
  port = 0,
  chooseFault,
  perSecond,
  onAcceptance,
}: FakeResendOptions = {}): Promise<FakeResend> => {
  const accepted = new Map<string, Acceptance>();
  const underWay = new Set<string>();
  const received = new Map<string, number>();
  const limiter = perSecond === undefined ? undefined : fixedWindow(perSecond);
  let planned: Planned[] = [];
  let isListOpen = false;
  let searches = 0;
  let suppressed: readonly FakeSuppression[] | undefined;

  const takeFault = (key: string): Fault | undefined => {
    const found = planned.find((one) => one.left > 0 && one.match(key));
    if (found) found.left -= 1;
    return found ? found.fault : chooseFault?.(key);
  };

  const accept = (key: string, raw: string): Acceptance => {
    const body = JSON.parse(raw) as Acceptance['body'];
    const headers = (body['headers'] ?? {}) as Record<string, string>;
    const acceptance: Acceptance = {
      id: randomUUID(),
      key,
      to: String(body['to']),
      subject: String(body['subject']),
      bodyHash: hashOf(raw),
      body,
      claimedAt: headers['X-Relance-Claimed-At'],
      acceptedAt: Date.now(),
    };
    onAcceptance?.(acceptance);
    accepted.set(key, onAcceptance ? { ...acceptance, body: bodyInShort(body) } : acceptance);
    return acceptance;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await text(request);
    if (limiter && !limiter.allows(response)) return refuse(response, 429, 'rate_limit_exceeded');
    if (request.method === 'GET') searches += 1;
    const isSearch = request.method === 'GET' && isListOpen;
    const listed =
      (isSearch ? answerList(request.url ?? '', [...accepted.values()]) : undefined) ??
      (request.method === 'GET' && suppressed ? answerSuppressions(request.url ?? '', suppressed) : undefined);
    if (listed) {
      return void response.writeHead(listed.status, json).end(JSON.stringify(listed.body));
    }
    if (request.method !== 'POST' || request.url !== '/emails') return refuse(response, 404, 'not_found');
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || key === '') return refuse(response, 400, 'invalid_idempotency_key');
    received.set(key, (received.get(key) ?? 0) + 1);
    const fault = takeFault(key);
    if (fault?.kind === 'drop-before') return void request.socket.destroy();
    if (fault?.kind === 'hang-before') return;
    if (fault?.kind === 'answers') return void response.writeHead(fault.status, fault.headers).end(fault.body);
    // Errors quote what they are about, as a provider's may: nobody must write them down.
    const to = fault ? recipientOf(raw) : '';
    if (fault?.kind === 'html-error') return void response.writeHead(502).end(`<html>Bad gateway for ${to}</html>`);
    const refusal = fault && refusalOf(fault);
    if (refusal) return refuse(response, refusal.status, refusal.name, refusal.headers, to);

    const before = accepted.get(key);
    if (before && before.bodyHash !== hashOf(raw)) return refuse(response, 409, 'invalid_idempotent_request');
    if (underWay.has(key)) return refuse(response, 409, 'concurrent_idempotent_requests');
    underWay.add(key);
    try {
      if (fault?.kind === 'slow') await wait(fault.millis);
      const acceptance = before ?? accept(key, raw);
      if (fault?.kind === 'lost') return void request.socket.destroy();
      if (fault?.kind === 'hang') return;
      if (fault?.kind === 'empty-body') return void response.writeHead(200, json).end();
      if (fault?.kind === 'null-body') return void response.writeHead(200, json).end('null');
      const body = JSON.stringify({ id: acceptance.id });
      if (fault?.kind === 'truncated') {
        response.writeHead(200, { ...json, 'content-length': String(body.length) });
        response.write(body.slice(0, 5), () => request.socket.destroy());
        return;
      }
      response.writeHead(200, json).end(body);
    } finally {
      underWay.delete(key);
    }
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    acceptances: () => [...accepted.values()],
    requests: (key) =>
      key === undefined ? [...received.values()].reduce((sum, one) => sum + one, 0) : (received.get(key) ?? 0),
    limited: () => limiter?.refused() ?? 0,
    fault: (fault, { times = Number.POSITIVE_INFINITY, match = () => true } = {}) =>
      void planned.push({ fault, match, left: times }),
    heal: () => void (planned = []),
    forgetKeys: () => {
      const before = [...accepted.values()];
      accepted.clear();
      for (const acceptance of before) accepted.set(`forgotten ${acceptance.id}`, acceptance);
    },
    list: (open) => void (isListOpen = open),
    suppress: (list) => void (suppressed = list),
    searches: () => searches,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** What the list still shows of a message whose body is not kept. */
const bodyInShort = ({ from, tags, text: written }: Acceptance['body']): Acceptance['body'] => ({
  from,
  tags,
  text: /\S+\/u\/[0-9a-f-]{36}/.exec(String(written))?.[0],
});

const json = { 'content-type': 'application/json' };

const refuse = (
  response: ServerResponse,
  status: number,
  name: string,
  headers: Readonly<Record<string, string>> = {},
  to = '',
): void => {
  const body = JSON.stringify({ statusCode: status, name, message: `the fake answers ${name} ${to}`.trim() });
  response.writeHead(status, { ...json, ...headers }).end(body);
};

const hashOf = (raw: string): string => createHash('sha256').update(raw).digest('hex');

const recipientOf = (raw: string): string => String((JSON.parse(raw) as Acceptance['body'])['to']);

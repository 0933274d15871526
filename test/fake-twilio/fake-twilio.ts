import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

/** One message that the fake accepted: its own record, which judges ours. */
export interface AcceptedSms {
  readonly sid: string;
  /** As it was asked for. */
  readonly to: string;
  /** As the list shows it: of a messaging service with an RCS sender, `rcs:+33…` where the handset takes it. */
  readonly listedTo: string;
  readonly body: string;
  readonly form: Readonly<Record<string, string>>;
  /** Milliseconds of this machine's clock. */
  readonly acceptedAt: number;
}

/**
 * How the fake misbehaves. `lost`, `truncated`, `error-after` and `hang` accept the message first; `answers` gives
 * any answer, word for word, and accepts nothing, as do the others.
 */
export type TwilioFault =
  | { readonly kind: 'lost' | 'truncated' | 'error-after' | 'hang' | 'hang-before' | 'drop-before' }
  | { readonly kind: 'slow'; readonly millis: number }
  | { readonly kind: 'refuses'; readonly status: number; readonly code: number; readonly retryAfter?: number }
  | { readonly kind: 'answers'; readonly status: number; readonly body: string };

export interface FakeTwilio {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** A content template that WhatsApp has approved, with its words. */
  approve(contentSid: string, text: string): void;
  /** The messaging services of the account have an RCS sender, and these handsets take it. */
  takesRcs(number: string): void;
  acceptances(): readonly AcceptedSms[];
  /** Messages asked for, accepted or not, of one recipient. */
  requests(to: string): number;
  /** The next `times` messages (of recipients that `match`) meet the fault; without `times`, all until `heal`. */
  fault(fault: TwilioFault, options?: { readonly times?: number; readonly match?: (to: string) => boolean }): void;
  /** The list answers so until `heal`; `empty`: as if nothing had come in yet. */
  faultList(fault: 'empty' | 'error' | 'hang'): void;
  heal(): void;
  stop(): Promise<void>;
}

/**
 * A real HTTP server that speaks Twilio's message resource: form-encoded creation, which is not idempotent, and the
 * list by recipient and by date of sending, in pages, the newest first. To `whatsapp:+33…` go approved templates alone.
 */
export const startFakeTwilio = async (): Promise<FakeTwilio> => {
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const authToken = randomBytes(16).toString('hex');
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const accepted: AcceptedSms[] = [];
  const received = new Map<string, number>();
  const approved = new Map<string, string>();
  const rcs = new Set<string>();
  let planned: { fault: TwilioFault; match: (to: string) => boolean; left: number }[] = [];
  let listFault: 'empty' | 'error' | 'hang' | undefined;

  const takeFault = (to: string): TwilioFault | undefined => {
    const found = planned.find((one) => one.left > 0 && one.match(to));
    if (found) found.left -= 1;
    return found?.fault;
  };

  const accept = (form: Readonly<Record<string, string>>): AcceptedSms => {
    const sid = `SM${randomBytes(16).toString('hex')}`;
    const to = form['To']!;
    const listedTo = form['MessagingServiceSid'] && rcs.has(to) ? `rcs:${to}` : to;
    const one = { sid, to, listedTo, body: bodyOf(form), form, acceptedAt: Date.now() };
    accepted.push(one);
    return one;
  };

  /** The words that the list shows; of a template sent by a messaging service, none. */
  const bodyOf = (form: Readonly<Record<string, string>>): string => {
    if (form['ContentSid'] === undefined) return form['Body']!;
    return form['MessagingServiceSid'] ? '' : filled(approved.get(form['ContentSid'])!, form);
  };

  /** What is wrong with a WhatsApp message, as a code; undefined: nothing. */
  const whatsappFlaw = (form: Readonly<Record<string, string>>): number | undefined => {
    if (!form['From']?.startsWith('whatsapp:+')) return 63_007;
    if (form['ContentSid'] === undefined) return 63_016;
    const text = approved.get(form['ContentSid']);
    if (text === undefined) return 21_655;
    return filled(text, form).includes('{{') ? 21_656 : undefined;
  };

  const create = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const to = form['To'] ?? '';
    received.set(to, (received.get(to) ?? 0) + 1);
    const fault = takeFault(to);
    if (fault?.kind === 'drop-before') return void request.socket.destroy();
    if (fault?.kind === 'hang-before') return;
    if (fault?.kind === 'answers') return void response.writeHead(fault.status).end(fault.body);
    if (fault?.kind === 'refuses') {
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', String(fault.retryAfter));
      return refuse(response, fault.status, fault.code);
    }
    if (!/^(whatsapp:)?\+[1-9]\d{6,14}$/.test(to)) return refuse(response, 400, 21211);
    const flaw = to.startsWith('whatsapp:') ? whatsappFlaw(form) : undefined;
    if (flaw !== undefined) return refuse(response, 400, flaw);
    if (!form['Body'] && !form['ContentSid']) return refuse(response, 400, 21602);
    if (!form['From'] && !form['MessagingServiceSid']) return refuse(response, 400, 21603);
    if (fault?.kind === 'slow') await wait(fault.millis);
    const one = accept(form);
    if (fault?.kind === 'lost') return void request.socket.destroy();
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'error-after') return refuse(response, 500, 20500);
    const body = JSON.stringify(shown(one));
    if (fault?.kind === 'truncated') {
      response.writeHead(201, { ...json, 'content-length': String(body.length) });
      response.write(body.slice(0, 10), () => request.socket.destroy());
      return;
    }
    response.writeHead(201, json).end(body);
  };

  const list = (url: URL, response: ServerResponse): void => {
    if (listFault === 'hang') return;
    if (listFault === 'error') return refuse(response, 503, 20503);
    const sentSince = url.searchParams.get('DateSent>');
    const to = url.searchParams.get('To');
    const all = (listFault === 'empty' ? [] : accepted)
      .filter((one) => to === null || one.listedTo === to)
      .filter((one) => sentSince === null || new Date(one.acceptedAt).toISOString().slice(0, 10) >= sentSince)
      .toReversed();
    const size = Number(url.searchParams.get('PageSize') ?? 50);
    const number = Number(url.searchParams.get('Page') ?? 0);
    const messages = all.slice(number * size, (number + 1) * size).map((one) => shown(one));
    const next = new URLSearchParams(url.searchParams);
    next.set('Page', String(number + 1));
    const next_page_uri = (number + 1) * size < all.length ? `${url.pathname}?${next.toString()}` : null;
    response.writeHead(200, json).end(JSON.stringify({ messages, page: number, page_size: size, next_page_uri }));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://fake');
    if (request.headers.authorization !== authorization) return refuse(response, 401, 20003);
    if (url.pathname !== path) return refuse(response, 404, 20404);
    if (request.method === 'POST') return create(request, response);
    return list(url, response);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accountSid,
    authToken,
    approve: (contentSid, text) => void approved.set(contentSid, text),
    takesRcs: (number) => void rcs.add(number),
    acceptances: () => [...accepted],
    requests: (to) => received.get(to) ?? 0,
    fault: (fault, { times = Number.POSITIVE_INFINITY, match = () => true } = {}) =>
      void planned.push({ fault, match, left: times }),
    faultList: (fault) => void (listFault = fault),
    heal: () => {
      planned = [];
      listFault = undefined;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const json = { 'content-type': 'application/json' };

/** A template's words with its values by number; a gap without one stays. */
const filled = (text: string, form: Readonly<Record<string, string>>): string => {
  const values = JSON.parse(form['ContentVariables'] ?? '{}') as Readonly<Record<string, string>>;
  return text.replaceAll(/\{\{(\d+)\}\}/gu, (gap, name: string) => values[name] || gap);
};

/** As Twilio shows a message just made: queued, and not sent yet. */
const shown = ({ sid, listedTo, body, form, acceptedAt }: AcceptedSms) => ({
  sid,
  to: listedTo,
  body,
  from: form['From'] ?? null,
  direction: 'outbound-api',
  status: 'queued',
  date_created: new Date(acceptedAt).toUTCString().replace('GMT', '+0000'),
  date_sent: null,
  error_code: null,
});

const refuse = (response: ServerResponse, status: number, code: number): void => {
  const body = { code, message: 'the fake refuses', more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  response.writeHead(status, json).end(JSON.stringify(body));
};

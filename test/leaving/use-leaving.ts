import type { Server } from 'node:http';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll } from 'vitest';
import { createApp } from '../../api/app.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import { consents, suppressions } from '../../db/schema/index.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { silent } from '../gate/world.ts';
import { useGate } from '../gate/use-gate.ts';
import type { Person } from '../gate/world.ts';

const readiness = async () => ({ ready: true, checks: {} });

/** The gate, and the pages that customers open from its messages, over one database and one clock. */
export const useLeaving = (specs: readonly JourneySpec[] = []) => {
  const gate = useGate();
  let server: Server;
  beforeAll(async () => {
    const app = createApp({ db: gate.db, clock: gate.clock, specs, logger: silent, wake: () => {}, readiness });
    server = await listenOn(app, { host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => drain(server, 0));

  const url = (path: string): string => `http://127.0.0.1:${portOf(server)}${path}`;
  /** Posts a form as a browser does; a name may come several times. */
  const post = async (path: string, form: Readonly<Record<string, string | readonly string[]>> = {}) => {
    const pairs = Object.entries(form).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
    const response = await fetch(url(path), {
      method: 'POST',
      headers: { 'accept-language': 'en' },
      body: new URLSearchParams(pairs),
    });
    return { status: response.status, html: await response.text() };
  };
  return {
    gate,
    url,
    post,
    get: async (path: string, init: RequestInit = {}) => {
      const response = await fetch(url(path), init);
      return { status: response.status, headers: response.headers, html: await response.text() };
    },
    /** Sends the person's first message through the gate: the secret of its links. */
    linkOf: async (person: Person): Promise<string> => {
      const sent = await gate.attempt(person);
      if (!('outcome' in sent) || sent.outcome !== 'accepted') throw new Error(`not sent: ${JSON.stringify(sent)}`);
      return (await gate.row(person))!.linkToken!;
    },
    actsOf: async ({ customer }: Pick<Person, 'customer'>) =>
      gate.db.select().from(consents).where(eq(consents.customerId, customer)).orderBy(consents.at),
    suppressionsOf: async (address: string) =>
      gate.db.select().from(suppressions).where(eq(suppressions.address, address)),
  };
};

/** What a page shows and would send with its first form, as a browser reads it. */
export const boxesOf = (html: string): Readonly<Record<string, boolean>> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="checkbox"[^>]*>/gu)].map(([box]) => [
      /value="([^"]*)"/u.exec(box)![1]!,
      box.includes('checked'),
    ]),
  );

const on = (all: Readonly<Record<string, boolean>>) => Object.keys(all).filter((key) => all[key]);

/** The form with some boxes changed. */
export const formWith = (html: string, changes: Readonly<Record<string, boolean>>) => {
  const boxes = boxesOf(html);
  return { act: 'choose', shown: Object.keys(boxes), was: on(boxes), want: on({ ...boxes, ...changes }) };
};

import { z } from 'zod';
import type { DemoClock } from '../domain/time/clock.ts';
import { codecKeys } from './codec-keys.ts';
import { sealingKeys } from './sealing-keys.ts';
import { trustProxy } from './trust-proxy.ts';

const port = (standard: number) =>
  z.coerce.number('write a port number').int().min(0).max(65535, 'a port is at most 65535').default(standard);

const count = (standard: number) => z.coerce.number('write a number').int().min(1, 'write 1 or more').default(standard);

const url = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `write a URL such as ${example}` });

/** Of everything that speaks to Temporal, besides Temporal's own variables. */
export const temporalVariables = {
  /** Keys that encrypt what Temporal stores; without them it is stored in the clear. */
  TEMPORAL_CODEC_KEYS: codecKeys.optional(),
};

/** What api and worker share. */
export const sharedVariables = {
  ...temporalVariables,
  DATABASE_URL: url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/relance'),
  /** Where customers and providers reach the api: unsubscribe links start with it, and Twilio signs it. */
  PUBLIC_URL: url(/^https?$/, 'https://journeys.shop.example').default('http://localhost:3000'),
  /** Signs what Twilio tells, and opens its API. */
  TWILIO_AUTH_TOKEN: z
    .string()
    .regex(/^[0-9a-f]{32}$/i, 'an auth token of Twilio has 32 hexadecimal digits')
    .optional(),
  /** Keys the hashes that stay of whoever was erased; without it nobody can be. Never to change. */
  ERASURE_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'write 32 bytes in base64 (openssl rand -base64 32)')
    .transform((text): Uint8Array => Buffer.from(text, 'base64'))
    .optional(),
  /** Sign the links of messages; without them messages lead to the shop directly, and clicks are not known. */
  LINK_KEYS: sealingKeys.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Where operators open Temporal's UI; pages link to it. */
  TEMPORAL_UI_URL: url(/^https?$/, 'http://localhost:8233').optional(),
  /** Compressed time for the demo, as JSON {real, demo, rate}. Never set it in production. */
  RELANCE_CLOCK: z
    .string()
    .transform((text, context): DemoClock => {
      try {
        return demoClock.parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'write JSON {"real": ISO, "demo": ISO, "rate": number}' });
        return z.NEVER;
      }
    })
    .optional(),
};

/** Base64 after the prefix, 24 bytes or more (https://www.standardwebhooks.com, "Signature scheme"). */
const webhookSecret = /^whsec_(?=.{32,})(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const demoClock = z.object({ real: z.iso.datetime(), demo: z.iso.datetime(), rate: z.number().positive() });

/** The api's own. */
export const apiVariables = {
  ...sharedVariables,
  API_HOST: z.string().default('0.0.0.0'),
  API_PORT: port(3000),
  /** Requests with events that one process has in work at a time; more are answered 503. */
  INTAKE_MAX_IN_FLIGHT: count(500),
  /** Megabytes of bodies that one process has in work at a time; more are answered 503. */
  INTAKE_MAX_IN_FLIGHT_MB: count(64),
  /** Starts and signals waiting for Temporal of one store; past it events that would start a journey get 429. */
  INTAKE_MAX_WAITING_PER_STORE: count(2_000_000),
  /** The same of all stores together, answered 503. */
  INTAKE_MAX_WAITING: count(5_000_000),
  /** The proxies before the api whose X-Forwarded-For is believed: how many, or their addresses. */
  TRUST_PROXY: trustProxy.optional(),
  /** Requests a minute of one key, in one process. */
  LIMIT_PER_KEY: count(100_000),
  /** Requests a minute of one browser key, from all browsers that use it, in one process. */
  LIMIT_PER_BROWSER_KEY: count(12_000),
  /** Requests a minute of one address with browser keys, in one process. */
  LIMIT_PER_BROWSER: count(120),
  /** Requests a minute of one address to what asks for no key, in one process. */
  LIMIT_PER_ADDRESS: count(6_000),
  /** Requests a minute of one address that are refused for want of a key, in one process. */
  LIMIT_FAILURES: count(60),
  /** Encrypt what must be stored and read again: the signing keys of stores. Without them there are none. */
  RELANCE_SECRET_KEYS: sealingKeys.optional(),
  /** The console is for operators: it listens on this machine only unless told otherwise. */
  CONSOLE_HOST: z.string().default('127.0.0.1'),
  CONSOLE_PORT: port(3001),
  /** Where operators open the console when a proxy with TLS stands before it. */
  CONSOLE_URL: url(/^https?$/, 'https://console.shop.example').optional(),
  /** Signing secrets of Resend's webhook; without one the route does not exist. */
  RESEND_WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(',').map((secret) => secret.trim()))
    .pipe(z.array(z.string().regex(webhookSecret, 'write one secret whsec_…, or the new and the old one with a comma')))
    .optional(),
};

/** Days after which rows may go; 0 keeps them for ever. Fewer than `least` would break what still needs them. */
const days = (standard: number, least: number) =>
  z.coerce
    .number('write a number of days')
    .int()
    .refine((value) => value === 0 || value >= least, `write ${least} or more days, or 0 to keep them for ever`)
    .default(standard);

/** How long rows are kept: the worker's, and those of `npm run retention`. */
export const retentionVariables = {
  RETENTION_EVENTS_DAYS: days(400, 30),
  RETENTION_QUEUE_DAYS: days(30, 1),
  RETENTION_RUNS_DAYS: days(1096, 90),
  RETENTION_FACTS_DAYS: days(30, 8),
  RETENTION_PROVIDER_EVENTS_DAYS: days(90, 7),
  RETENTION_LOCAL_OUTBOX_DAYS: days(400, 30),
  RETENTION_AUDIT_DAYS: days(1096, 30),
  RETENTION_SESSIONS_DAYS: days(30, 1),
  RETENTION_SEGMENT_STAYS_DAYS: days(400, 2),
  RETENTION_COUNTS_DAYS: days(400, 30),
  RETENTION_BRAKES_DAYS: days(400, 1),
  RETENTION_RAMPS_DAYS: days(90, 30),
  RETENTION_SMS_MONEY_DAYS: days(400, 30),
  RETENTION_CONFIRMATIONS_DAYS: days(30, 2),
  RETENTION_TEST_SENDS_DAYS: days(90, 1),
  RETENTION_UNPLACED_DAYS: days(30, 8),
  RETENTION_INTERESTS_DAYS: days(180, 62),
  RETENTION_SERVICE_CASES_DAYS: days(400, 36),
};

/** The worker's own. */
export const workerVariables = {
  ...sharedVariables,
  ...retentionVariables,
  /** Without it messages go to the local outbox, shown in the console. */
  RESEND_API_KEY: z.string().startsWith('re_', 'a Resend key starts with re_').optional(),
  /** Another server that speaks Resend's API, for tests. */
  RESEND_BASE_URL: url(/^https?$/, 'https://api.resend.com').optional(),
  /** The Twilio account that sends text messages; without it they go to the local outbox. */
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, 'an account sid is AC and 32 hexadecimal digits')
    .optional(),
  /** Who text messages come from: a number (+33…), a short code, or a name of up to 11 letters and digits. */
  TWILIO_FROM: z
    .string()
    .regex(
      /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
      'write a number +33…, a short code or a name',
    )
    .optional(),
  /** A messaging service that chooses the sender, instead of TWILIO_FROM; one with an RCS sender sends by RCS first. */
  TWILIO_MESSAGING_SERVICE_SID: z
    .string()
    .regex(/^MG[0-9a-f]{32}$/i, 'a messaging service is MG and 32 hexadecimal digits')
    .optional(),
  /** The account's WhatsApp sender, a number (+33…); without it none goes by Twilio. */
  TWILIO_WHATSAPP_FROM: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'write a number +33…')
    .optional(),
  /** Another server that speaks Twilio's API, for tests. */
  TWILIO_BASE_URL: url(/^https?$/, 'https://api.twilio.com').optional(),
  /** Text messages a second over all workers together: Twilio tells no limit. */
  SMS_PER_SECOND: z.coerce.number('write a number').positive().default(10),
  /** WhatsApp messages a second over all workers together: 80 is what a sender begins with. */
  WHATSAPP_PER_SECOND: z.coerce.number('write a number').positive().default(80),
  /** Signs what shops' own systems are asked for codes of offers with; without it they are not asked. */
  OFFERS_API_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'write whsec_ and at least 24 bytes in base64')
    .optional(),
  /** How long one call of the provider may take, in milliseconds; an attempt to send is given up after 12 seconds. */
  PROVIDER_TIMEOUT_MS: z.coerce.number('write milliseconds').int().min(100).max(10_000).default(10_000),
  /** Marketing messages a second over all workers together; the provider's own limit holds besides. */
  MARKETING_PER_SECOND: z.coerce.number('write a number').positive().default(50),
  /** Workflow bundle made by `npm run build`; without it the worker bundles the sources at start. */
  WORKFLOW_BUNDLE: z.string().optional(),
  WORKER_HEALTH_PORT: port(3002),
  /** With both, Temporal's Worker Versioning is on: this worker is one version of that deployment. */
  WORKER_DEPLOYMENT_NAME: z.string().max(100).optional(),
  WORKER_BUILD_ID: z.string().max(100).optional(),
  /** Whether a run stays on the version that it began with, or goes on with the current one. */
  WORKER_VERSIONING: z.enum(['pinned', 'auto-upgrade']).default('auto-upgrade'),
};

/** Of `npm run codec-server`, which shows what the payload codec encrypted. */
export const codecServerVariables = {
  TEMPORAL_CODEC_KEYS: codecKeys,
  /** Its origin is the only page that may ask from a browser. */
  TEMPORAL_UI_URL: sharedVariables.TEMPORAL_UI_URL,
  LOG_LEVEL: sharedVariables.LOG_LEVEL,
  /** Whoever has it sees everything. */
  CODEC_SERVER_TOKEN: z.string().min(32, 'write at least 32 characters (openssl rand -hex 32)'),
  CODEC_SERVER_HOST: z.string().default('127.0.0.1'),
  CODEC_SERVER_PORT: port(8234),
  /** Where operators reach it when a proxy with TLS stands before it. */
  CODEC_SERVER_URL: url(/^https?$/, 'https://codec.shop.example').optional(),
};

/** What `npm start` reads itself, besides what it hands to api and worker. */
export const stackVariables = {
  DATABASE_URL: sharedVariables.DATABASE_URL.optional(),
  TEMPORAL_UI_URL: sharedVariables.TEMPORAL_UI_URL,
  API_PORT: apiVariables.API_PORT,
  CONSOLE_PORT: apiVariables.CONSOLE_PORT,
  WORKER_HEALTH_PORT: workerVariables.WORKER_HEALTH_PORT,
  /** Port of the embedded PostgreSQL, when DATABASE_URL is not set. */
  DATABASE_PORT: port(5442),
  /**
   * Ports of a Temporal server that `npm start` starts itself. Not the usual 7233: a server found there counts
   * as somebody else's, and two checkouts would share one.
   */
  TEMPORAL_PORT: port(7243),
  TEMPORAL_UI_PORT: port(8233),
  /** The demo shop's own site. */
  SHOP_PORT: port(3010),
};

import type { Seal } from '../access/sealed.ts';
import type { Request } from 'express';
import type { ReactNode } from 'react';
import type { Database } from '../../db/client.ts';
import type { WatchedProduct } from '../../db/alerts/watched.ts';
import type { Counters } from '../../db/pages/counters.ts';
import type { NameHash } from '../../db/personal-data/name-hash.ts';
import type { RunningExperiment } from '../../db/experiments/assignments.ts';
import type { CampaignCounts } from '../../db/season/counts.ts';
import type { CampaignFigures } from '../figures/campaign-figures.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { CoverageReport } from '../coverage/report.ts';
import type { Freshness } from '../../domain/freshness/freshness.ts';
import type { CatalogueReport } from '../../domain/catalogue/check-catalogue.ts';
import type { DemandLine } from '../../domain/demand/report.ts';
import type { WithheldJump } from '../../domain/alerts/withheld-jump.ts';
import type { CampaignId, StoreId } from '../../domain/ids.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { AskDeps } from '../explain/ask-now.ts';
import type { ReportAnswer, ReportQuestion } from './experiments/read-report.ts';
import type { Session } from './sign-in/session.ts';

/** What pages are made from. */
export interface PageDeps extends Pick<AskDeps, 'publicUrl' | 'links'> {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  /** Without it no signing key can be made. */
  readonly seal?: Seal | undefined;
  /** Knows again who was erased. */
  readonly nameHash?: NameHash | undefined;
  /** Never told anything personal. */
  readonly logger: AskDeps['logger'];
  /** This machine's time: sessions live in it. */
  readonly realClock: Clock;
  /** Where operators open Temporal's UI; without it pages link nowhere. */
  readonly temporalUiUrl?: string | undefined;
  readonly namespace: string;
  /** For which reasons a store suddenly withholds more than usual, cached. */
  readonly jumps: (store: StoreId) => Promise<readonly WithheldJump[]>;
  /** The products that customers asked to be told of, cached. */
  readonly watched: (store: StoreId) => Promise<readonly WatchedProduct[]>;
  /** What became of a campaign so far, by its id, cached. */
  readonly campaignCounts: (campaign: CampaignId) => Promise<CampaignCounts>;
  /** What a campaign brings, by its id, cached; undefined when there is no such campaign. */
  readonly campaignFigures: (campaign: CampaignId) => Promise<CampaignFigures | undefined>;
  /** The experiments that customers of a store are in, cached. */
  readonly experiments: (store: StoreId) => Promise<readonly RunningExperiment[]>;
  /** How many customers each segment of a store has, cached. */
  readonly segmentCounts: (store: StoreId) => Promise<SegmentCounts>;
  /** The products of which most will be missing, cached. */
  readonly scarce: (store: StoreId) => Promise<readonly DemandLine[]>;
  /** What an experiment brought, cached. */
  readonly reports: (asked: ReportQuestion) => Promise<ReportAnswer>;
  /** A store's totals, cached. */
  readonly counters: (store: StoreId) => Promise<Counters>;
  /** What is wrong with a store's products, cached; undefined when there is no such store. */
  readonly catalogue: (store: StoreId) => Promise<CatalogueReport | undefined>;
  /** How old what is kept of a store is, cached. */
  readonly ages: (store: StoreId) => Promise<readonly Freshness[]>;
  /** What is missing of a store's data, cached; undefined when there is no such store. */
  readonly coverage: (store: StoreId) => Promise<CoverageReport | undefined>;
}

/** How many customers are in each segment, and of how many it is the main one. */
export type SegmentCounts = Readonly<Record<'members' | 'mains', ReadonlyMap<AnySegment, number>>>;

/** What one request asks for. */
export interface PageRequest {
  /** The store that is looked at: the one of `?store=`, else the oldest; absent when there is none yet. */
  readonly store: StoreRow | undefined;
  readonly stores: readonly StoreRow[];
  readonly params: Readonly<Record<string, string>>;
  /** Each query parameter's first value. */
  readonly query: Readonly<Record<string, string>>;
  /** The page's own, with what is asked of it: `/messages?state=sent`. */
  readonly address: string;
  /** Where this console was reached, without a slash at the end. */
  readonly origin: string;
  readonly session: Session;
}

/** The parts of the navigation. */
export type Section =
  | 'overview'
  | 'messages'
  | 'runs'
  | 'customers'
  | 'segments'
  | 'models'
  | 'experiments'
  | 'campaigns'
  | 'alerts'
  | 'undelivered'
  | 'policies'
  | 'preview'
  | 'switches'
  | 'deliverability'
  | 'sms'
  | 'results'
  | 'quarantine'
  | 'catalogue'
  | 'demand'
  | 'data'
  | 'definitions'
  | 'suppressions'
  | 'keys'
  | 'audit';

/** A page's content, inside the frame that all pages share. */
export interface Shown {
  readonly title: string;
  readonly section: Section;
  /** The store that the record belongs to, when it is not the one asked for. */
  readonly store?: StoreRow | undefined;
  /** Present: what was asked for cannot be answered as it was asked. */
  readonly status?: number;
  readonly body: ReactNode;
}

/** One page of the console; undefined means that there is no such record. */
export interface Page {
  readonly path: string;
  show(deps: PageDeps, request: PageRequest): Promise<Shown | undefined>;
}

/** Whether a parameter or a field is one text, and one that PostgreSQL can look for: it has no word for NUL. */
export const isText = (entry: readonly [string, unknown]): entry is [string, string] =>
  typeof entry[1] === 'string' && !entry[1].includes('\0');

/** The texts among a request's query parameters: repeated ones are left out. */
export const textQuery = (request: Request): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(request.query).filter(isText));

/** `text` when it is a UUID: anything else would be an error of PostgreSQL. */
export const asUuid = (text: string | undefined): string | undefined =>
  text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text) ? text.toLowerCase() : undefined;

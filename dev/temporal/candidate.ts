/** What a search for Temporal is given. */
export interface Search {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where a server of this machine usually listens; the default is 127.0.0.1:7233. */
  readonly usualAddress?: string;
  /** Tells the person what takes long; one short sentence, called again with each step. */
  readonly progress: (line: string) => void;
}

/** A server that runs already and belongs to somebody else: we use it, and never stop or empty it. */
export interface FoundServer {
  readonly kind: 'server';
  readonly address: string;
  readonly from: string;
}

/** A `temporal` program that can run a server of our own. */
export interface FoundBinary {
  readonly kind: 'binary';
  readonly path: string;
  readonly from: string;
}

/** Nothing there, or nothing usable. */
export interface NotFound {
  readonly kind: 'not-found';
  /** What was looked at: `TEMPORAL_ADDRESS`, `temporal on PATH`. */
  readonly tried: string;
  /** Why it does not serve. */
  readonly because: string;
}

/** One place where Temporal may be. */
export type Candidate<Found> = (search: Search) => Promise<Found | NotFound>;

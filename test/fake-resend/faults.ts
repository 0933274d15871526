/**
 * How the fake misbehaves. `lost`, `truncated`, `null-body` and `empty-body` accept the message first; `hang`
 * accepts it and never answers; the others accept nothing.
 */
export type Fault =
  | { readonly kind: 'lost' | 'truncated' | 'null-body' | 'empty-body' | 'hang' }
  | { readonly kind: 'slow'; readonly millis: number }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'quota' | 'server-error' | 'unavailable' | 'html-error' | 'hang-before' | 'drop-before' }
  /** Any answer, word for word; nothing is accepted. */
  | {
      readonly kind: 'answers';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'changed-body' | 'concurrent' }
  | { readonly kind: 'invalid' | 'unauthorised' };

/** A refusal as Resend words it (https://resend.com/docs/api-reference/errors). */
export interface Refusal {
  readonly status: number;
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const refusalOf = (fault: Fault): Refusal | undefined => {
  if (fault.kind !== 'rate-limited') return refusals[fault.kind];
  return { status: 429, name: 'rate_limit_exceeded', headers: { 'retry-after': String(fault.retryAfterSeconds) } };
};

const refusals: Partial<Record<Fault['kind'], Refusal>> = {
  quota: { status: 429, name: 'daily_quota_exceeded' },
  'server-error': { status: 500, name: 'internal_server_error' },
  'changed-body': { status: 409, name: 'invalid_idempotent_request' },
  concurrent: { status: 409, name: 'concurrent_idempotent_requests' },
  unavailable: { status: 503, name: 'service_unavailable' },
  invalid: { status: 422, name: 'validation_error' },
  unauthorised: { status: 401, name: 'restricted_api_key' },
};

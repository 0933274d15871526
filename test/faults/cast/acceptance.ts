import type { Acceptance } from '../../fake-resend/fake-resend.ts';

/** One message that the provider accepted, as its own file keeps it. */
export interface RecordedAcceptance {
  readonly key: string;
  readonly to: string;
  /** The shop's own cart id, read from the link in the message's body. */
  readonly cart: string | undefined;
  /** The claim's instant by the message's own header, in the store's time. */
  readonly claimedAt: string | undefined;
  /** Milliseconds of this machine's clock. */
  readonly acceptedAt: number;
  readonly bodyHash: string;
}

/** What of an acceptance the judge reads. */
export const acceptanceOf = ({ key, to, body, claimedAt, acceptedAt, bodyHash }: Acceptance): RecordedAcceptance => ({
  key,
  to,
  cart: /https:\/\/shop\.example\/cart\/([\w-]+)/.exec(String(body['text']))?.[1],
  claimedAt,
  acceptedAt,
  bodyHash,
});

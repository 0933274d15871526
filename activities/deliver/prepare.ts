import { randomUUID } from 'node:crypto';
import { type GateFacts, readFacts } from '../../db/facts/read-facts.ts';
import { readStep } from '../../db/ledger/ledger.ts';
import type { CartId, CustomerId } from '../../domain/ids.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import { webHost } from '../../db/facts/web-host.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { firstRefusal, isShadow, judge } from '../../domain/rules/judge.ts';
import type { RenderedMessage } from '../templates/view.ts';
import { type Admission, admit } from './admit.ts';
import { ruleContext } from './context.ts';
import type { GateDeps } from './deps.ts';
import { linkHosts } from './link-hosts.ts';
import { wrongLinks } from './links.ts';
import { type RenderInputs, renderInputs } from './view.ts';

/** Why there is nothing to send: the template broke, or what it made has a link that may not leave. */
export type NotSendable = 'render' | 'wrong_link';

/** What was made ready without any lock; the decision checks that it still holds. */
export interface Prepared {
  readonly customer: CustomerId;
  readonly linkToken: string;
  /** What was rendered and from what; absent when a rule refused already or there was nothing to render. */
  readonly message?: { readonly fingerprint: string; readonly body: RenderedMessage | NotSendable };
  /** Whether the provider may be called; absent when there is nothing to call it for. */
  readonly admission?: Admission;
}

/** The facts that one step needs. */
export const factsOf = (input: DeliverInput, now: Millis) => ({
  run: input.run,
  step: input.step,
  now: new Date(now),
  channel: input.channel,
  purpose: input.purpose,
  ...(input.props['cartId'] !== undefined && { cart: input.props['cartId'] as CartId }),
});

export const unsubscribeUrl = (deps: Pick<GateDeps, 'publicUrl'>, linkToken: string): string =>
  `${deps.publicUrl}/u/${linkToken}`;

/** What the message is made from, as one comparable text; undefined when there is nothing to make one from. */
export const fingerprint = (
  deps: GateDeps,
  input: DeliverInput,
  facts: GateFacts,
  { linkToken, now }: { readonly linkToken: string; readonly now: Millis },
): string | undefined => {
  const inputs = renderInputs(input, facts, { unsubscribeUrl: unsubscribeUrl(deps, linkToken), now });
  return inputs && JSON.stringify({ inputs, hosts: linkHosts(deps, facts) });
};

/** Reads and renders without a lock: rendering may take long. Undefined when the run does not exist. */
export const prepare = async (deps: GateDeps, input: DeliverInput): Promise<Prepared | undefined> => {
  const now = deps.clock.now();
  // In a transaction they share one connection: each alone would wait behind whatever another one waits for.
  const [facts, row] = await deps.db.transaction(
    async (transaction) => Promise.all([readFacts(transaction, factsOf(input, now)), readStep(transaction, input)]),
    { accessMode: 'read only' },
  );
  if (!facts) return undefined;
  const provider = deps.providers[input.channel];
  const prepared = { customer: facts.run.customerId, linkToken: row?.linkToken ?? randomUUID() };
  const mayCall = async () => provider && admit(deps, provider, { from: facts.store.sender, purpose: input.purpose });
  if (row && row.state !== 'planned') {
    const admission = row.state === 'claimed' && provider?.supportsKey ? await mayCall() : undefined;
    return { ...prepared, ...(admission && { admission }) };
  }
  const refusal = firstRefusal(judge(ruleContext(input, facts, now, deps.demoClock)));
  if (refusal && !isShadow(refusal)) return prepared;
  const made = { linkToken: prepared.linkToken, now };
  const inputs = renderInputs(input, facts, { unsubscribeUrl: unsubscribeUrl(deps, prepared.linkToken), now });
  if (!inputs) return prepared;
  const admission = refusal ? undefined : await mayCall();
  if (admission?.hold) return { ...prepared, admission };
  const body = await rendered(deps, inputs, linkHosts(deps, facts));
  return {
    ...prepared,
    message: { fingerprint: fingerprint(deps, input, facts, made)!, body },
    ...(admission && { admission }),
  };
};

const rendered = async (
  { render, logger }: GateDeps,
  { template, locale, view }: RenderInputs,
  hosts: readonly string[],
): Promise<RenderedMessage | NotSendable> => {
  const body = await render(template, locale, view).catch((error: unknown) => {
    // The error may quote what it rendered: only its name is logged.
    logger.error({ template, error: (error as Error).name }, 'template could not be rendered');
    return 'render' as const;
  });
  if (body === 'render') return body;
  const wrong = wrongLinks(body, hosts);
  if (wrong.length === 0) return body;
  // A link may hold a cart's secret: only where it leads is logged.
  logger.error({ template, hosts: [...new Set(wrong.map(webHost))], alert: true }, 'a link leads outside of the store');
  return 'wrong_link';
};

import type { Counters } from '../../../db/pages/counters.ts';
import { type BrakeRow, storesOwn } from '../../../db/deliverability/brakes.ts';
import type { LowPool } from '../../../db/offers/low-pools.ts';
import { type PauseRow, wholeAccount } from '../../../db/ledger/provider-pauses.ts';
import { type Freshness, freshnessSentence } from '../../../domain/freshness/freshness.ts';
import type { WithheldJump } from '../../../domain/alerts/withheld-jump.ts';
import { providerPauseReasons } from '../../../domain/reasons.ts';
import { ActForm } from '../forms/act-form.tsx';
import { withQuery } from './bits.tsx';
import { useConsole } from './context.ts';
import { Time } from './time.tsx';
import { brakeWords, formatCount, reasonWords } from './words.ts';

interface AttentionProps {
  readonly counters: Counters;
  readonly pauses: readonly PauseRow[];
  readonly lowPools: readonly LowPool[];
  readonly brakes: readonly BrakeRow[];
  readonly heldByVolume: number;
  readonly jumps: readonly WithheldJump[];
  /** What is older than it may be. */
  readonly stale: readonly Freshness[];
}

/** What needs a person; nothing when all is well. */
export const Attention = ({ counters, pauses, lowPools, brakes, heldByVolume, jumps, stale }: AttentionProps) => {
  const { storeQuery } = useConsole();
  const state = (name: string): string => `/messages${withQuery(storeQuery, { state: name })}`;
  return (
    <div id="attention" data-live>
      {pauses.map((pause) => (
        <Pause key={`${pause.provider} ${pause.sender}`} pause={pause} />
      ))}
      {jumps.map((jump) => (
        <Jump key={jump.reason} jump={jump} />
      ))}
      <Item count={counters.unknown} things={['message', 'messages']} href={state('unknown')}>
        of unknown fate: the provider may have accepted them.
      </Item>
      <Item count={counters.failed} things={['message', 'messages']} href={state('failed')}>
        failed for good.
      </Item>
      <Item count={counters.quarantined} things={['event', 'events']} href={`/quarantine${storeQuery}`}>
        in quarantine: accepted, and applied to nothing.
      </Item>
      <Item count={counters.outbox.dead} things={['change', 'changes']} href={`/undelivered${storeQuery}`}>
        of which Temporal could not be told.
      </Item>
      {stale.map((one) => (
        <p key={one.of} className="attention">
          <a href={`/data${storeQuery}`}>Stale</a>: {freshnessSentence(one)}.
        </p>
      ))}
      {brakes.map((one) => (
        <p key={one.id} className="attention">
          Of {one.journey === storesOwn ? 'the store' : <code>{one.journey}</code>}, {formatCount(one.events)}{' '}
          {one.metric} of {formatCount(one.accepted)} messages ({one.channel}) since <Time at={one.since} />:{' '}
          {brakeWords[one.level]}. <a href={`/deliverability${storeQuery}`}>Deliverability</a> shows and releases it.
        </p>
      ))}
      {heldByVolume > 0 && (
        <p className="attention">
          <a href={`/deliverability${storeQuery}`}>
            {formatCount(heldByVolume)} {heldByVolume === 1 ? 'message waits' : 'messages wait'}
          </a>{' '}
          because many more go out today than usual: somebody has to approve them.
        </p>
      )}
      {lowPools.map(({ offer, free, alarmBelow }) => (
        <p key={offer} className="attention">
          The pool of offer <code>{offer}</code> has {free === 0 ? 'no code left' : `${free} codes left`}
          {free > 0 && `, fewer than ${formatCount(alarmBelow)}`}: <code>npm run offers -- import</code> adds more.
        </p>
      ))}
    </div>
  );
};

const percent = (share: number): string =>
  `${new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(share * 100)} %`;

/** A reason for which suddenly much more is withheld than in the week before (Q4). */
const Jump = ({ jump: { reason, share, usual, count } }: { readonly jump: WithheldJump }) => {
  const { storeQuery } = useConsole();
  return (
    <p className="attention">
      <a href={`/messages${withQuery(storeQuery, { state: 'withheld', reason })}`}>
        {formatCount(count)} {count === 1 ? 'message' : 'messages'}
      </a>{' '}
      withheld in the last 24 hours because {reasonWords(reason)}: {percent(share)} of all, and {percent(usual)} in the
      week before.
    </p>
  );
};

interface ItemProps {
  readonly count: number;
  readonly things: readonly [one: string, many: string];
  readonly href: string;
  readonly children: string;
}

const Item = ({ count, things: [one, many], href, children }: ItemProps) =>
  count > 0 && (
    <p className="attention">
      <a href={href}>
        {formatCount(count)} {count === 1 ? one : many}
      </a>{' '}
      {children}
    </p>
  );

/** A provider that is not called at present: messages wait, and one is tried now and then. */
const Pause = ({ pause: { provider, sender, reason, detail, since, until } }: { readonly pause: PauseRow }) => (
  <div className="attention">
    <p>
      Nothing is sent{reason === 'restored' ? '' : ` through ${provider}`}
      {sender === wholeAccount ? '' : ` from ${sender}`} since <Time at={since} />: {providerPauseReasons[reason]}{' '}
      <code>{detail}</code>.{' '}
      {reason === 'restored' ? (
        <>
          <code>npm run restored</code> goes through what is left to do, and sends again.
        </>
      ) : (
        <>
          One message is tried at <Time at={until} />.
        </>
      )}
    </p>
    {reason !== 'restored' && (
      <ActForm action="/pauses/lift">
        <input type="hidden" name="sender" value={sender} />
        <button name="provider" value={provider}>
          Go on now
        </button>
      </ActForm>
    )}
  </div>
);

import { readClicks } from '../../../db/links/clicks.ts';
import { readMessage } from '../../../db/pages/messages.ts';
import { type FrozenMessage, isEmail, isWhatsapp, type RecordedVerdict } from '../../../db/schema/ledger.ts';
import { sentenceOf } from '../../../domain/rules/sentence.ts';
import { showIn } from '../../explain/show.ts';
import { asUuid, type Page } from '../page.ts';
import { Badge, CustomerLink, Facts, Reason, Table, TemporalLink } from '../parts/bits.tsx';
import { useConsole } from '../parts/context.ts';
import { MessageFrame } from '../parts/message-frame.tsx';
import { ResolveForm } from '../parts/resolve-form.tsx';
import { Time } from '../parts/time.tsx';
import { journeyWords, messageStanding } from '../parts/words.ts';

type Row = NonNullable<Awaited<ReturnType<typeof readMessage>>>;

/** One message as the customer sees it, with its decision and its fate. */
export const messagePage: Page = {
  path: '/messages/:id',
  async show({ db }, { params, stores }) {
    const id = asUuid(params['id']);
    const row = id && (await readMessage(db, id));
    if (!row) return undefined;
    const { message } = row;
    const clicks = await readClicks(db, id);
    return {
      title: subjectOf(message.frozen) ?? `${message.template} to ${row.firstName || 'a customer'}`,
      section: 'messages',
      store: stores.find((store) => store.id === message.storeId),
      body: (
        <>
          <Decision row={row} clicks={clicks} />
          {message.state === 'unknown' && <ResolveForm message={message} />}
          {message.frozen && <Frozen id={message.id} frozen={message.frozen} />}
          <section aria-labelledby="rules">
            <h2 id="rules">What the rules said</h2>
            <Verdicts verdicts={message.verdicts} />
          </section>
        </>
      ),
    };
  },
};

type Clicks = Awaited<ReturnType<typeof readClicks>>;

/** Which links of the message a person followed, and when they did last; programs that opened them beside. */
const Followed = ({ clicks }: { readonly clicks: Clicks }) => (
  <>
    {clicks.map(({ place, times, lastAt, scans }) => (
      <span key={place}>
        {place === 0 ? 'the main call' : `link ${place}`} {lastAt ? `${times} × ` : 'by programs alone'}
        {lastAt && <Time at={lastAt} />}
        {scans > 0 && ` (${scans} × by programs)`}{' '}
      </span>
    ))}
  </>
);

const Decision = ({
  row: { message, run, firstName, carrier },
  clicks,
}: {
  readonly row: Row;
  readonly clicks: Clicks;
}) => (
  <div id="decision" data-live>
    <p className="standing">
      <Badge standing={messageStanding(message.state)} /> {message.reason && <Reason reason={message.reason} />}
      {message.state === 'planned' && message.notBefore && (
        <>
          {' '}
          until <Time at={message.notBefore} />
        </>
      )}
    </p>
    <Facts
      facts={[
        ['Customer', <CustomerLink key="customer" id={message.customerId} firstName={firstName} />],
        [
          'Run',
          <>
            <a href={`/runs/${message.runId}`}>{journeyWords(message.journey)}</a>{' '}
            <TemporalLink run={run}>in Temporal</TemporalLink>
          </>,
        ],
        ['Step', <code key="step">{message.step}</code>],
        ['Channel and purpose', `${message.channel}${carrier === 'rcs' ? ' (by RCS)' : ''}, ${message.purpose}`],
        ['Due', <Time key="due" at={message.dueAt} />],
        ['Useful until', <Time key="expires" at={message.expiresAt} />],
        ['Decided', <Time key="decided" at={message.decidedAt} />],
        ['Claimed', message.claimedAt && <Time at={message.claimedAt} />],
        ['Accepted', message.acceptedAt && <Time at={message.acceptedAt} />],
        ['Provider', message.provider],
        ['Provider’s id', message.providerId && <code>{message.providerId}</code>],
        ['Calls of the provider', message.attempts > 0 ? message.attempts : null],
        ['Links followed', clicks.length > 0 && <Followed clicks={clicks} />],
        ['Said in another language', message.untranslated?.join(', ')],
        ['Last error', message.lastError],
      ]}
    />
  </div>
);

const subjectOf = (frozen: FrozenMessage | null): string | undefined =>
  frozen && isEmail(frozen) ? frozen.subject : undefined;

const Frozen = ({ id, frozen }: { readonly id: string; readonly frozen: FrozenMessage }) => (
  <section aria-labelledby="seen">
    <h2 id="seen">As the customer sees it</h2>
    {isEmail(frozen) ? (
      <>
        <Facts
          facts={[
            ['From', frozen.from],
            ['To', frozen.to],
            ['Subject', frozen.subject],
          ]}
        />
        <MessageFrame src={`/messages/${id}/html`} title={frozen.subject} text={frozen.text} />
        <details id="headers">
          <summary>Headers</summary>
          <Facts
            facts={Object.entries(frozen.headers).map(([name, value]) => [name, <code key={name}>{value}</code>])}
          />
        </details>
      </>
    ) : (
      <>
        <Facts
          facts={[
            ['To', frozen.to],
            ['Approved as', isWhatsapp(frozen) ? <code key="content">{frozen.content}</code> : undefined],
          ]}
        />
        <pre>{frozen.text}</pre>
      </>
    )}
  </section>
);

const Verdicts = ({ verdicts }: { readonly verdicts: readonly RecordedVerdict[] }) => {
  const { timezone } = useConsole();
  const show = showIn(timezone);
  return (
    <Table
      id="verdicts"
      caption="Verdict of each rule, in order"
      head={['Rule', 'Says', 'Because']}
      empty="No rule was asked."
    >
      {verdicts.map((verdict) => (
        <tr key={verdict.rule} className={verdict.says === 'pass' ? 'pass' : undefined}>
          <td>
            <code>{verdict.rule}</code>
          </td>
          <td>
            {verdict.says === 'pass' ? 'Pass' : <Badge standing={refusals[verdict.says]} />}
            {verdict.reason && (
              <span className="note">
                <Reason reason={verdict.reason} />
              </span>
            )}
            {verdict.at && (
              <span className="note">
                until <Time at={new Date(verdict.at)} />
              </span>
            )}
          </td>
          <td>
            {sentenceOf(verdict, show)}
            <Saw saw={verdict.saw} />
          </td>
        </tr>
      ))}
    </Table>
  );
};

const refusals = {
  later: { tone: 'calm', words: 'Later' },
  withheld: { tone: 'held', words: 'Withhold' },
} as const;

const Saw = ({ saw }: { readonly saw: RecordedVerdict['saw'] }) => (
  <ul className="saw">
    {Object.entries(saw).map(([name, value]) => (
      <li key={name}>
        {name} <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
      </li>
    ))}
  </ul>
);

import { formatMoney } from '../../../domain/money.ts';
import type { LookedAt } from '../../explain/look.ts';
import { Facts } from '../parts/bits.tsx';
import { MessageFrame } from '../parts/message-frame.tsx';

interface SeenProps {
  readonly seen: LookedAt;
  /** Where its HTML part is served. */
  readonly html: string;
}

/** What a message shows, and what of it was invented. */
export const Seen = ({ seen, html }: SeenProps) => {
  const { notes, flaw, email, sms, whatsapp } = seen;
  return (
    <section aria-labelledby="seen-title">
      <h2 id="seen-title">What it shows</h2>
      {notes.length > 0 && (
        <ul id="sampled" className="attention">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {flaw && <p role="alert">It would not go out: {flaw}.</p>}
      {email && (
        <>
          <Facts
            facts={[
              ['From', email.from],
              ['Subject', email.subject],
              ['Offer', seen.offer],
              ['Size of the HTML part', `${Math.ceil(Buffer.byteLength(email.html) / 1024)} kB`],
            ]}
          />
          <MessageFrame src={html} title={email.subject} text={email.text} />
        </>
      )}
      {whatsapp && (
        <>
          <Facts
            facts={[
              ['Approved as', whatsapp.content],
              ['Cost', costWords(whatsapp)],
              ['Offer', seen.offer],
            ]}
          />
          <pre id="whatsapp-text">{whatsapp.text}</pre>
        </>
      )}
      {sms && (
        <>
          <Facts
            facts={[
              ['Length', `${sms.segments} ${sms.segments === 1 ? 'segment' : 'segments'} of ${sms.encoding}`],
              ['Cost', costWords(sms)],
              ['Offer', seen.offer],
            ]}
          />
          <pre id="sms-text">{sms.text}</pre>
        </>
      )}
    </section>
  );
};

/** `€0.07, to FR`. */
const costWords = ({ cost, currency, country }: NonNullable<LookedAt['sms'] | LookedAt['whatsapp']>): string =>
  `${formatMoney({ amount: cost, currency }, 'en')}${country === null ? '' : `, to ${country}`}`;

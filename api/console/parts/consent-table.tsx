import type { readCustomerCard } from '../../../db/pages/customers.ts';
import { Badge, Table } from './bits.tsx';
import { Time } from './time.tsx';
import type { Standing } from './words.ts';

type Card = NonNullable<Awaited<ReturnType<typeof readCustomerCard>>>;

interface Act {
  readonly at: Date;
  readonly channel: string;
  readonly purpose: string;
  readonly list: string;
  readonly source: string;
  readonly proof: Readonly<Record<string, string | undefined>>;
  readonly standing: Standing;
}

/** What a customer agreed to and withdrew, by channel, purpose and list, with its proof; and what waits to be confirmed. */
export const ConsentTable = ({ consents, waiting }: Pick<Card, 'consents' | 'waiting'>) => {
  const acts: readonly Act[] = [
    ...waiting.map((row) => ({
      ...row,
      at: row.askedAt,
      standing: { tone: 'calm', words: 'Waits for its confirmation' } as const,
    })),
    ...consents.map((row) => ({
      ...row,
      standing:
        row.state === 'granted'
          ? ({ tone: 'good', words: 'Granted' } as const)
          : ({ tone: 'held', words: 'Withdrawn' } as const),
    })),
  ].toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return (
    <section aria-labelledby="consents-title">
      <h2 id="consents-title">Consent</h2>
      <Table
        id="consents"
        caption="Consent, newest first"
        head={['When', 'What', 'State', 'Where', 'Proof']}
        empty="Never asked: no marketing message is sent."
      >
        {acts.map(({ at, channel, purpose, list, source, proof, standing }) => (
          <tr key={[channel, purpose, list, standing.words, at.toISOString()].join(' ')}>
            <td className="when">
              <Time at={at} />
            </td>
            <td>
              {purpose} by {channel}
              {list !== '' && <span className="note">list “{list}”</span>}
            </td>
            <td>
              <Badge standing={standing} />
            </td>
            <td>{source}</td>
            <td className="wide">
              {Object.entries(proof).map(([name, value]) => (
                <span key={name} className="note">
                  {name}: {value}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
};

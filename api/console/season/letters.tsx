import type { CampaignCounts } from '../../../db/season/counts.ts';
import { sentStates } from '../../../domain/message-state.ts';
import { Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { formatCount, reasonWords } from '../parts/words.ts';

type Letter = CampaignCounts['letters'][number];

/** What became of the campaign's messages, letter by letter. */
export const Letters = ({ letters }: { readonly letters: readonly Letter[] }) => (
  <section aria-labelledby="letters-title">
    <h2 id="letters-title">Messages</h2>
    <Table
      id="letters"
      caption="Messages by letter"
      head={['Letter', 'Sent', 'Waiting', 'Withheld', 'Failed or unknown']}
      empty="No message was decided yet."
    >
      {[...new Set(letters.map(({ template }) => template))].map((template) => (
        <LetterRow key={template} template={template} own={letters.filter((one) => one.template === template)} />
      ))}
    </Table>
  </section>
);

const LetterRow = ({ template, own }: { readonly template: string; readonly own: readonly Letter[] }) => {
  const sent = own.filter(({ state }) => (sentStates as readonly string[]).includes(state));
  const waiting = own.filter(({ state }) => state === 'planned' || state === 'claimed');
  const withheld = own.filter(({ state }) => state === 'withheld');
  const others = own.filter((one) => ![sent, waiting, withheld].some((group) => group.includes(one)));
  return (
    <tr id={`letter-${template}`}>
      <td>
        <code>{template}</code>
      </td>
      <Cell of="Sent">{total(sent)}</Cell>
      <Cell of="Waiting">
        {total(waiting)} <Reasons of={waiting} />
      </Cell>
      <Cell of="Withheld" className="wide">
        {total(withheld)} <Reasons of={withheld} />
      </Cell>
      <Cell of="Failed or unknown">
        {total(others)} <Reasons of={others} />
      </Cell>
    </tr>
  );
};

const total = (of: readonly Letter[]): string => formatCount(of.reduce((sum, { count }) => sum + count, 0));

/** The commonest reasons. */
const Reasons = ({ of }: { readonly of: readonly Letter[] }) =>
  of
    .filter(({ reason }) => reason !== null)
    .slice(0, 3)
    .map(({ state, reason, count }) => (
      <span key={`${state} ${reason}`} className="note">
        {formatCount(count)}: {reasonWords(reason!)}
      </span>
    ));

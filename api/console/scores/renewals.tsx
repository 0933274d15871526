import type { RenewalsView } from '../../scores/customer-renewals.ts';
import { Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { Day } from '../parts/day.tsx';
import { formatCount } from '../parts/words.ts';

type Renewal = RenewalsView['renewals'][number];

/** When a customer will need again what is used up, product by product. */
export const Renewals = ({ view: { renewals } }: { readonly view: RenewalsView }) => (
  <section aria-labelledby="renewals-title">
    <h2 id="renewals-title">Needed again</h2>
    <Table
      id="renewals"
      caption="Products that the customer will need again"
      head={['Product', 'Last bought', 'Needed again', 'Four of five between', 'Reminder', 'By what']}
      empty="Nothing that the customer bought is known to be used up."
    >
      {renewals.map((renewal) => (
        <tr key={renewal.product ?? renewal.lastDay}>
          <td className="wide">{renewal.title ?? <code>{renewal.product}</code>}</td>
          <Cell of="Last bought" className="when">
            <Day day={renewal.lastDay} />
            {renewal.units > 1 && <span className="note">{renewal.units} pieces</span>}
          </Cell>
          <Cell of="Needed again" className="when">
            <Day day={renewal.day} />
            {renewal.overdue && <span className="note">overdue</span>}
          </Cell>
          <Cell of="Four of five between" className="when">
            {renewal.from && renewal.to ? (
              <>
                <Day day={renewal.from} /> – <Day day={renewal.to} />
              </>
            ) : (
              'not known'
            )}
          </Cell>
          <Cell of="Reminder" className="when">
            <Day day={renewal.remindOn} />
          </Cell>
          <Cell of="By what" className="wide">
            {evidence(renewal)}
          </Cell>
        </tr>
      ))}
    </Table>
  </section>
);

const evidence = ({ by, model, evidence: { own, all } }: Renewal): string => {
  const times = own === 1 ? 'once' : `${formatCount(own)} times`;
  const bought = own === 0 ? 'never bought again so far' : `bought again ${times}`;
  if (by === 'model') return `Model, version ${model.version}: ${bought}, ${formatCount(all)} times by all customers`;
  return own === 0 ? 'The catalogue’s days alone' : `The rules: ${bought}`;
};

import type { SharesReason } from '../../../domain/experiments/reallocation/shares.ts';
import { Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount } from '../parts/words.ts';
import type { ShownReport } from './read-report.ts';

const reasons: Readonly<Record<SharesReason, string>> = {
  begun: 'as the journey has it',
  rebalanced: 'by what customers came to',
  arms_changed: 'the journey has other arms',
};

/** Versions that are shown. */
const newest = 20;

/** Where customers follow the better arm: which part of the next customers each arm gets, and how that came about. */
export const PartsOfArms = ({ versions }: Pick<ShownReport, 'versions'>) => {
  if (versions.length === 0) return null;
  const arms = Object.keys(versions[0]!.shares);
  return (
    <section aria-labelledby="parts-title">
      <h2 id="parts-title">Parts of the next customers</h2>
      <p>
        Customers follow the better arm: {arms.map((arm) => `${arm} ${percent(versions[0]!.shares[arm]!)}`).join(', ')}.
        Who is in an arm stays there, and each counts by the inverse of the chance that they had.
      </p>
      <Table
        id="parts"
        caption="Every change of the parts, the newest first"
        head={['Since', ...arms, 'Why', 'Customers known then']}
        empty="Nobody has come yet."
      >
        {versions.slice(0, newest).map(({ version, at, shares, reason, taught }) => (
          <tr key={version} id={`parts-${version}`}>
            <td className="when">
              <Time at={at} />
            </td>
            {arms.map((arm) => (
              <Cell key={arm} of={arm}>
                {shares[arm] === undefined ? '–' : percent(shares[arm])}
              </Cell>
            ))}
            <Cell of="Why">{reasons[reason]}</Cell>
            <Cell of="Customers known then">
              {taught ? formatCount(taught.reduce((all, { customers }) => all + customers, 0)) : '–'}
            </Cell>
          </tr>
        ))}
      </Table>
    </section>
  );
};

const percent = (part: number): string => `${Number((part * 100).toPrecision(3))} %`;

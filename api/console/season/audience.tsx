import type { CampaignCounts } from '../../../db/season/counts.ts';
import type { campaignView } from '../../season/views.ts';
import { Facts, Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount } from '../parts/words.ts';
import { pathWords } from './campaign-words.ts';

type Enrolment = ReturnType<typeof campaignView>['enrolments'][number];
type Replan = ReturnType<typeof campaignView>['replans'][number];

interface AudienceProps {
  readonly view: Pick<ReturnType<typeof campaignView>, 'enrolments' | 'replans'>;
  readonly paths: CampaignCounts['paths'];
  readonly now: number;
}

/** Who entered the campaign, by which path, and why others did not. */
export const Audience = ({ view: { enrolments, replans }, paths, now }: AudienceProps) => (
  <section aria-labelledby="audience-title">
    <h2 id="audience-title">Audience</h2>
    <Table
      id="paths"
      caption="Customers by the path that they go"
      head={['Path', 'Entered', 'In it now', 'Left by a purchase']}
      empty="Nobody has entered yet."
    >
      {paths.map(({ path, entered, open, bought }) => (
        <tr key={path}>
          <td>{pathWords[path]}</td>
          <Cell of="Entered">{formatCount(entered)}</Cell>
          <Cell of="In it now">{formatCount(open)}</Cell>
          <Cell of="Left by a purchase">{formatCount(bought)}</Cell>
        </tr>
      ))}
    </Table>
    <div id="rounds" data-live>
      <Facts
        facts={[
          ...enrolments.map((one) => [roundWords(one), <Round key={one.round} round={one} now={now} />] as const),
          ...replans.slice(-1).map((one) => ['Changed dates', <Told key="replan" replan={one} />] as const),
        ]}
      />
    </div>
  </section>
);

const roundWords = ({ round }: Enrolment): string =>
  round === 1 ? 'Thirty days before' : round === 2 ? 'On the eve, latecomers' : 'Once more, by hand';

const Round = ({
  round: { dueAt, entered, passed, finishedAt },
  now,
}: {
  readonly round: Enrolment;
  readonly now: number;
}) => (
  <>
    {finishedAt ? (
      <>
        {formatCount(entered)} entered, done on <Time at={finishedAt} />
      </>
    ) : dueAt.getTime() > now ? (
      <>
        begins on <Time at={dueAt} />
      </>
    ) : (
      <>{formatCount(entered)} entered so far</>
    )}
    {passed.map(({ reason, means, customers }) => (
      <span key={reason} className="note">
        {formatCount(customers)} not: {means}
      </span>
    ))}
  </>
);

const Told = ({ replan: { askedAt, told, finishedAt } }: { readonly replan: Replan }) => (
  <>
    saved on <Time at={askedAt} />: {formatCount(told)} runs told{finishedAt ? '' : ' so far'}
  </>
);

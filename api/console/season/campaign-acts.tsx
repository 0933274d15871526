import type { CampaignRow } from '../../../db/season/campaigns.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Input } from '../forms/field.tsx';

interface ActsProps {
  readonly row: CampaignRow;
  /** The journeys that go through campaigns of its kind. */
  readonly journeys: readonly string[];
}

/** What an operator can do about a campaign: pause its messages, enter the audience once more, call it off. */
export const CampaignActs = ({ row, journeys }: ActsProps) => (
  <section aria-labelledby="acts-title">
    <h2 id="acts-title">Acts</h2>
    {journeys.map((journey) => (
      <ActForm
        key={journey}
        action="/switches/pause"
        className="act"
        hidden={{ store: row.storeId, journey, rule: 'shift' }}
      >
        <Why of="the messages are paused" />
        <button>Pause its messages</button>
        <span className="note">
          All campaigns of the journey {journey} wait until somebody lets them go on; what is over meanwhile is
          withheld.
        </span>
      </ActForm>
    ))}
    <ActForm action={`/campaigns/${row.id}/enrol`} className="act">
      <Why of="the audience enters once more" />
      <button>Enter the audience again</button>
      <span className="note">Who is in it stays in it; who came meanwhile enters.</span>
    </ActForm>
    <ActForm action={`/campaigns/${row.id}/cancel`} className="act">
      <Why of="the campaign is called off" />
      <button className="danger">Call it off</button>
      <span className="note">Nothing of it is sent from then on. It cannot be taken back.</span>
    </ActForm>
  </section>
);

const Why = ({ of }: { readonly of: string }) => (
  <Input name="why" aria-label={`Why ${of}`} placeholder="Why" required maxLength={500} />
);

import { storesOwn } from '../../../db/deliverability/brakes.ts';
import { mostHeld } from '../../../db/deliverability/volumes.ts';
import { readStoreDeliverability, type StoreDeliverability } from '../../../db/pages/deliverability.ts';
import { readStorePolicy } from '../../../db/policies/policies.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { BrakeLevel } from '../../../domain/deliverability/brake-levels.ts';
import type { Channel } from '../../../domain/journey.ts';
import { channelVolumes, type ChannelVolume } from '../../operate/deliverability/views.ts';
import type { Page } from '../page.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Badge, Table } from '../parts/bits.tsx';
import { useConsole } from '../parts/context.ts';
import { Input } from '../forms/field.tsx';
import { Time } from '../parts/time.tsx';
import { brakeWords, formatCount, journeyWords, type Standing } from '../parts/words.ts';

/** What holds messages back for the store's reputation; who answers for it lets them go all the same. */
export const deliverabilityPage: Page = {
  path: '/deliverability',
  async show({ db, clock }, { store }) {
    const frame = { title: 'Deliverability', section: 'deliverability' } as const;
    if (!store) return { ...frame, body: <p>There is no store yet.</p> };
    const now = new Date(clock.now());
    const [found, { policy }] = await Promise.all([
      readStoreDeliverability(db, store.id, now),
      readStorePolicy(db, store.id, now),
    ]);
    return {
      ...frame,
      body: (
        <>
          <Brakes store={store} found={found} />
          <Volumes store={store} volumes={channelVolumes(found, policy.deliverability.volume)} />
        </>
      ),
    };
  },
};

const tones: Readonly<Record<BrakeLevel, Standing['tone']>> = { warn: 'doubt', slow: 'held', stop: 'bad' };

const Brakes = ({
  store,
  found: { brakes, releases },
}: {
  readonly store: StoreRow;
  readonly found: StoreDeliverability;
}) => (
  <section aria-labelledby="brakes-title">
    <h2 id="brakes-title">Brakes</h2>
    <p>
      Rates of 24 hours that are too high, as the last decision about a message found them. A brake ends by itself when
      its rate falls. Whoever releases one answers for it.
    </p>
    <Table
      id="brakes"
      caption="Brakes"
      head={['Of', 'Is', 'Rate when it began', 'Since', 'Let it go']}
      empty="Nothing is too high."
    >
      {brakes.map(({ id, journey, channel, metric, level, events, accepted, since }) => (
        <tr key={id} id={`brake-${id}`}>
          <td>
            {ownerWords(journey)}, {channel}
          </td>
          <td>
            <Badge standing={{ tone: tones[level], words: brakeWords[level] }} />
          </td>
          <td className="wide">
            {formatCount(events)} {metric} of {formatCount(accepted)} messages
          </td>
          <td className="when">
            <Time at={since} />
          </td>
          <td>
            {level !== 'warn' && (
              <ActForm action="/deliverability/release" hidden={named(store, channel, journey)}>
                <Until />
                <Why />
                <button>Release</button>
              </ActForm>
            )}
          </td>
        </tr>
      ))}
    </Table>
    <h3>Released</h3>
    <Table
      id="releases"
      caption="Released brakes"
      head={['Released', 'Until', 'By', 'Why', '']}
      empty="No brake is released."
    >
      {releases.map(({ id, journey, channel, until, releasedBy, why }) => (
        <tr key={id} id={`release-${id}`}>
          <td>
            {ownerWords(journey)}, {channel}
          </td>
          <td className="when">
            <Time at={until} />
          </td>
          <td>{releasedBy}</td>
          <td className="wide">{why}</td>
          <td>
            <ActForm action="/deliverability/hold" hidden={named(store, channel, journey)}>
              <Why />
              <button>Hold again</button>
            </ActForm>
          </td>
        </tr>
      ))}
    </Table>
  </section>
);

const ownerWords = (journey: string): string => (journey === storesOwn ? 'The whole store' : journeyWords(journey));

const Volumes = ({ store, volumes }: { readonly store: StoreRow; readonly volumes: readonly ChannelVolume[] }) => (
  <section aria-labelledby="volumes-title">
    <h2 id="volumes-title">Volume of the day</h2>
    <p>
      Beyond a multiple of a usual day, messages to an audience wait for somebody’s approval; those that answer a
      customer go on. Days are counted in UTC.
    </p>
    <Table
      id="volumes"
      caption="Volume of the day"
      head={['Channel', 'Today', 'Usual day', 'At most', 'Waiting', 'Approved', 'Approve more']}
      empty="Nothing."
    >
      {volumes.map((volume) => (
        <VolumeRow key={volume.channel} store={store} volume={volume} />
      ))}
    </Table>
  </section>
);

const VolumeRow = ({
  store,
  volume: { channel, today, averageDay, atMost, held, approval },
}: {
  readonly store: StoreRow;
  readonly volume: ChannelVolume;
}) => (
  <tr id={`volume-${channel}`}>
    <td>{channel}</td>
    <td className="number">{formatCount(today)}</td>
    <td className="number">{formatCount(averageDay)}</td>
    <td className="number">{formatCount(atMost)}</td>
    <td className="number">{held === mostHeld ? `${formatCount(held)} or more` : formatCount(held)}</td>
    <td className="wide">
      {approval && (
        <>
          {formatCount(approval.daily)} a day until <Time at={approval.until} /> by {approval.approvedBy}:{' '}
          {approval.why}
          <ActForm action="/deliverability/withdraw" hidden={named(store, channel)}>
            <Why />
            <button>Take back</button>
          </ActForm>
        </>
      )}
    </td>
    <td>
      <ActForm action="/deliverability/approve" hidden={named(store, channel)}>
        <Input name="daily" aria-label="Messages a day" placeholder="Messages a day" inputMode="numeric" required />
        <Until />
        <Why />
        <button>Approve</button>
      </ActForm>
    </td>
  </tr>
);

/** What a form is about. */
const named = (store: StoreRow, channel: Channel, journey: string = storesOwn) => ({
  store: store.id,
  channel,
  journey: journey === storesOwn ? '' : journey,
});

/** By the store's clock, as every instant of a page is shown. */
const Until = () => {
  const { timezone } = useConsole();
  return (
    <label>
      Until ({timezone}) <Input type="datetime-local" name="until" required />
    </label>
  );
};

const Why = () => <Input name="why" aria-label="Why" placeholder="Why" required maxLength={500} />;

import type { Channel } from '../../../domain/journey.ts';
import { weekdays } from '../../../domain/policy/quiet-hours.ts';
import type { holidayChoices } from '../../policies/forms/quiet-hours.ts';
import { FieldFlaws, flawsOfField, wrongWith } from './flaws-of.tsx';
import type { Draft } from './draft.ts';
import { Choice, isKept, Row, rowsToShow, Text } from './row-fields.tsx';

/** When messages may go out: one kind of message an entry, two times a day. */
export const QuietHoursFields = ({ draft }: { readonly draft: Draft }) => {
  const flaws = flawsOfField(draft, 'spread');
  return (
    <>
      <p>
        Times of day by the recipient’s clock, such as 08:00; the latest is 24:00. A day without times is quiet. What is
        said of countries goes before what is said of everywhere else; other messages than marketing go at any hour
        unless something is said of them.
      </p>
      {rowsToShow('sending', draft).map((row) => (
        <HoursFields key={row} draft={draft} row={`sending.${row}`} />
      ))}
      <div className="field">
        <label>
          What waited for the opening goes out over this time after it
          <input
            name="field.spread"
            defaultValue={draft.texts['spread'] ?? ''}
            placeholder="60 minutes"
            {...wrongWith('spread', flaws)}
          />
        </label>
        <FieldFlaws name="spread" flaws={flaws} />
      </div>
    </>
  );
};

const holidays: Readonly<Record<(typeof holidayChoices)[number], string>> = {
  quiet: 'are quiet',
  'like the weekday': 'are like the day of the week',
  own: 'have hours of their own:',
};

const channelWords: Readonly<Record<Channel, string>> = { email: 'e-mail', sms: 'SMS', whatsapp: 'WhatsApp' };

const HoursFields = (of: { readonly draft: Draft; readonly row: string }) => {
  const text = (name: string): string => of.draft.texts[`${of.row}.${name}`] ?? '';
  const title = `${text('purpose')} by ${text('channel')}, ${text('countries') || 'everywhere else'}`;
  return (
    <Row {...of} title={isKept(of) ? title : 'One more kind of message'}>
      <Choice {...of} name="channel" label="By" words={channelWords} />
      <Choice
        {...of}
        name="purpose"
        label="Purpose"
        words={{ marketing: 'marketing', transactional: 'transactional' }}
      />
      <Text {...of} name="countries" label="Only in (empty: everywhere else)" placeholder="FR, BE" />
      <div className="week">
        {weekdays.map((day) => (
          <Hours key={day} {...of} day={day} label={`${day[0]!.toUpperCase()}${day.slice(1)}`} />
        ))}
      </div>
      <Choice {...of} name="holidays" label="Public holidays" words={holidays} />
      <Hours {...of} day="holidays" label="Public holidays" />
    </Row>
  );
};

const Hours = ({
  day,
  label,
  ...of
}: {
  readonly draft: Draft;
  readonly row: string;
  readonly day: string;
  readonly label: string;
}) => (
  <span className="hours">
    <Text {...of} name={`${day}.from`} label={`${label} from`} placeholder="quiet" />
    <Text {...of} name={`${day}.to`} label="to" placeholder="quiet" />
  </span>
);

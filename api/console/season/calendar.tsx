import { type Mode, modeAt, type SeasonCalendar } from '../../../domain/time/season.ts';
import { toMillis } from '../../../domain/time/instant.ts';
import { Badge, Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { Time } from '../parts/time.tsx';
import type { Standing } from '../parts/words.ts';
import { countdown } from './campaign-words.ts';

const modes: Readonly<Record<Mode, Standing>> = {
  normal: { tone: 'calm', words: 'Normal' },
  event: { tone: 'held', words: 'Event' },
  dday: { tone: 'bad', words: 'D-day' },
};

/** When the store is in which mode: waits of some journeys are shorter then. */
export const Calendar = ({ calendar, now }: { readonly calendar: SeasonCalendar; readonly now: number }) => (
  <section aria-labelledby="calendar-title">
    <h2 id="calendar-title">Calendar of modes</h2>
    <div id="mode-now" data-live>
      <p>
        Now: <Badge standing={modes[modeAt(now, calendar)]} />. In an event and on its day carts are followed up sooner.
      </p>
    </div>
    <Table
      id="calendar"
      caption="When the store is in which mode"
      head={['Mode', 'From', 'Until', '']}
      empty="Every day is normal: npm run season -- calendar says when it is not."
    >
      {calendar.map(({ from, to, mode }) => (
        <tr key={from}>
          <td>
            <Badge standing={modes[mode]} />
          </td>
          <Cell of="From" className="when">
            <Time at={new Date(from)} />
          </Cell>
          <Cell of="Until" className="when">
            <Time at={new Date(to)} />
          </Cell>
          <td>{place(toMillis(from), toMillis(to), now)}</td>
        </tr>
      ))}
    </Table>
  </section>
);

const place = (from: number, to: number, now: number): string => {
  if (now >= to) return 'over';
  return now >= from ? `ends in ${countdown(to - now)}` : `begins in ${countdown(from - now)}`;
};

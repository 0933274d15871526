/** What a simulated send is judged by. */
export interface Send {
  readonly at: number;
  readonly zone: string;
  readonly country: string;
  readonly region: string | null;
  readonly channel: 'email' | 'sms';
}

/** French public holidays of 2026 and the first of 2027, as the Code du travail (L3133-1) and its calendar have them. */
const french = (
  '2026-01-01 2026-04-06 2026-05-01 2026-05-08 2026-05-14 2026-05-25 ' +
  '2026-07-14 2026-08-15 2026-11-01 2026-11-11 2026-12-25 2027-01-01'
).split(' ');

/** Local law of Alsace-Moselle (L3134-13) and the days of the abolition of slavery (L3422-2). */
const own: Readonly<Record<string, readonly string[]>> = {
  '57': ['2026-04-03', '2026-12-26'],
  '67': ['2026-04-03', '2026-12-26'],
  '68': ['2026-04-03', '2026-12-26'],
  // Good Friday is kept there by custom.
  GP: ['2026-04-03', '2026-05-27'],
  MQ: ['2026-04-03', '2026-05-22'],
  GF: ['2026-06-10'],
  RE: ['2026-12-20'],
  YT: ['2026-04-27'],
  // The decree's day and the one that is kept.
  MF: ['2026-05-27', '2026-05-28'],
  BL: ['2026-10-09'],
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Date, time and weekday read off the recipient's clock and calendar. */
const civil = ({ at, zone }: Send) => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  formats.set(zone, format);
  const [date, time] = format.format(at).split(' ');
  return { date: date!, time: time!, weekday: new Date(`${date}T00:00:00Z`).getUTCDay() };
};

/** True at an hour at which marketing may go out; written from the law and the table of defaults, not from the rule. */
export const isDecent = (send: Send): boolean => {
  const { date, time, weekday } = civil(send);
  if (send.channel === 'email') return time >= '07:00:00' && time < '22:00:00';
  if (send.country === 'GB' || send.country === 'US') return time >= '08:00:00' && time < '21:00:00';
  const isHoliday =
    send.country === 'FR' && (french.includes(date) || (send.region !== null && own[send.region]?.includes(date)));
  return weekday !== 0 && !isHoliday && time >= '08:00:00' && time < '20:00:00';
};

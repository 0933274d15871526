import { expect, test } from 'vitest';
import { reportOf, type ReportProps } from '../../cli/backtest/report/report.tsx';
import { measures } from '../../cli/backtest/results/strangest.ts';
import { withheldReasons } from '../../domain/reasons.ts';
import { useBrowser } from './chromium/use-browser.ts';

const open = useBrowser();

const journeys = ['cartAbandonment', 'welcome', 'aJourneyWithTheLongestNameThatAnybodyWouldGiveToOne'];
const many = [...journeys, ...Array.from({ length: 30 }, (_, index) => `journey${index}`)];
const dayAt = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);

/** Everything that there can be at once, and more of it than is usual. */
const crowded: ReportProps = {
  input: `${'a-long-name-of-a-file-'.repeat(6)}.csv`,
  about: `Journeys: ${many.join(', ')}.`,
  figures: {
    events: 12_345_678,
    fates: { applied: 12_345_678 },
    first: `${dayAt(0)}T00:00:00.000Z`,
    last: `${dayAt(400)}T00:00:00.000Z`,
    end: `${dayAt(430)}T00:00:00.000Z`,
    customers: 1_234_567,
    reached: 1_000_000,
    sentAfterLast: 1_234,
    steps: many.flatMap((journey, index) => [
      { journey, outcome: 'sent', reason: '', count: 1_000_000 - index },
      ...Object.keys(withheldReasons).map((reason) => ({
        journey,
        outcome: 'withheld',
        reason,
        count: 40_000 - index,
      })),
    ]),
    runs: many.map((journey) => ({ journey, outcome: 'completed', count: 1_234_567 })),
    perDay: Array.from({ length: 401 }, (_, day) =>
      many.map((journey, index) => ({ day: dayAt(day), journey, count: (day * 7 + index) % 900 })),
    ).flat(),
    pressure: Array.from({ length: 60 }, (_, messages) => ({ messages, customers: 20_000 - messages * 300 })),
    fullestWeek: Array.from({ length: 9 }, (_, messages) => ({ messages, customers: 90_000 - messages * 9_000 })),
    stopped: many.flatMap((journey) => [0, 1, 2, 3].map((after) => ({ journey, after, count: 5_000 }))),
  },
  strangest: ['<script>alert(1)</script>', 'x'.repeat(200), 'user_1'].map((customer) => ({
    customer,
    bits: 42.5,
    figures: { sent: 1_999, week: 44, withheld: 3, runs: 5, journeys: 1, stopped: 0, waited: 11 },
    because: Object.keys(measures).map((measure) => ({ measure: measure as keyof typeof measures, share: 0.000_001 })),
  })),
};

const quiet: ReportProps = {
  input: 'nobody.csv',
  about: 'Journeys: welcome.',
  figures: {
    events: 0,
    fates: {},
    first: '',
    last: '',
    end: '',
    customers: 0,
    reached: 0,
    sentAfterLast: 0,
    steps: [],
    runs: [],
    perDay: [],
    pressure: [],
    fullestWeek: [],
    stopped: [],
  },
  strangest: [],
};

/** One message to one customer. */
const small: ReportProps = {
  ...quiet,
  figures: {
    ...quiet.figures,
    events: 1,
    first: `${dayAt(0)}T00:00:00.000Z`,
    last: `${dayAt(0)}T00:00:00.000Z`,
    end: `${dayAt(30)}T00:00:00.000Z`,
    customers: 1,
    reached: 1,
    steps: [{ journey: 'welcome', outcome: 'sent', reason: '', count: 1 }],
    runs: [{ journey: 'welcome', outcome: 'still open', count: 1 }],
    perDay: [{ day: dayAt(0), journey: 'welcome', count: 1 }],
    pressure: [{ messages: 1, customers: 1 }],
    fullestWeek: [{ messages: 1, customers: 1 }],
  },
  strangest: [
    {
      customer: 'user_1',
      bits: 0,
      figures: { sent: 1, week: 1, withheld: 0, runs: 1, journeys: 1, stopped: 0, waited: 0 },
      because: [],
    },
  ],
};

/** Run in the page: what can be seen to be wrong with a report. */
const flawsOf = `() => {
  const flaws = [];
  const screen = document.documentElement.clientWidth;
  const isShown = one => one.checkVisibility() && one.getBoundingClientRect().width > 0;
  const told = one => one.tagName + ' “' + one.textContent.trim().slice(0, 40) + '”';
  const light = text => {
    const part = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = text.match(/[\\d.]+/g).map(Number);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const paper = getComputedStyle(document.body).backgroundColor;

  if (document.documentElement.scrollWidth > screen) flaws.push('it is ' + document.documentElement.scrollWidth + ' px wide on ' + screen);
  const slip = document.body.innerText.match(/undefined|NaN|null|Infinity|Invalid|\\[object/);
  if (slip) flaws.push('it says ' + slip[0]);
  for (const one of document.querySelectorAll('h1, h2, p, dt, dd, th, td, li')) {
    if (isShown(one) && one.textContent.trim() === '') flaws.push(one.tagName + ' is empty');
  }
  for (const section of document.querySelectorAll('section')) {
    const svgs = [...section.querySelectorAll('svg')].filter(isShown);
    if (section.querySelector('figure') && svgs.length !== 1) flaws.push(svgs.length + ' charts in ' + told(section));
    if (!section.querySelector('figure, table, p:not(.quiet)')) flaws.push(told(section) + ' has nothing in it');
  }
  for (const svg of [...document.querySelectorAll('svg')].filter(isShown)) {
    const box = svg.getBoundingClientRect();
    if (box.right > screen + 0.5) flaws.push('a chart stands out of the screen');
    const texts = [...svg.querySelectorAll('text')];
    if (texts.length < 4) flaws.push('a chart has no axes');
    const boxes = texts.map(text => text.getBoundingClientRect());
    for (const [index, text] of texts.entries()) {
      const own = boxes[index];
      if (own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1)
        flaws.push(told(text) + ' runs out of its chart');
      if (own.height < 8) flaws.push(told(text) + ' is ' + own.height + ' px high');
      if (contrast(getComputedStyle(text).fill, paper) < 4.5) flaws.push(told(text) + ' is too pale');
      for (const other of boxes.slice(index + 1)) {
        const wide = Math.min(own.right, other.right) - Math.max(own.left, other.left);
        const high = Math.min(own.bottom, other.bottom) - Math.max(own.top, other.top);
        if (wide > 1 && high > 2) flaws.push(told(text) + ' lies over another');
      }
    }
    const bars = [...svg.querySelectorAll('path')].filter(one => one.getAttribute('fill') && one.getAttribute('fill') !== 'none' && one.getBBox().width > 0 && one.getBBox().height > 0);
    if (bars.length === 0) flaws.push('a chart has no bars');
  }
  return flaws.slice(0, 20);
}`;

test.each([
  ['everything at once', crowded, 4],
  ['one message', small, 2],
  ['no event at all', quiet, 0],
])(
  'the report of a backtest reads well on a desk and on a phone, by day and by night: %s',
  async (_, props, charts) => {
    const { page, complaints } = await open();
    await page.setContent(reportOf(props));
    expect(await page.locator('figure').count()).toBe(charts);
    for (const width of [360, 600, 1200]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate<string[]>(`(${flawsOf})()`), `${width} px, ${colorScheme}`).toEqual([]);
      }
    }
    expect(complaints).toEqual([]);
  },
);

const chart = (inside: string) => `<section><figure><svg width="300" height="100">${inside}</svg></figure></section>`;

test('what is wrong with a report is seen', async () => {
  const { page } = await open();
  await page.setViewportSize({ width: 360, height: 800 });
  const axes = ['10', '110', '160', '210'].map((x) => `<text x="${x}" y="30">day</text>`).join('');
  const bar = '<path d="M0 50h10v10h-10z" fill="#0072b2"/>';
  const wrong: Readonly<Record<string, RegExp>> = {
    '<p>undefined</p>': /says undefined/u,
    '<p> </p>': /P is empty/u,
    '<section><h2>Title</h2></section>': /nothing in it/u,
    '<div style="width:500px">x</div>': /px wide/u,
    [chart(axes)]: /no bars/u,
    [chart(bar)]: /no axes/u,
    [chart(`${axes}${bar}<text x="12" y="32">over</text>`)]: /lies over another/u,
    [chart(`${axes}${bar}<text x="290" y="80">out of it</text>`)]: /runs out of its chart/u,
    [chart(`${axes}${bar}<text x="10" y="80" fill="#ccc">pale</text>`)]: /too pale/u,
  };
  await page.setContent(`<body style="background:#fff">${chart(axes + bar)}</body>`);
  expect(await page.evaluate<string[]>(`(${flawsOf})()`)).toEqual([]);
  for (const [inside, flaw] of Object.entries(wrong)) {
    await page.setContent(`<body style="background:#fff">${inside}</body>`);
    expect((await page.evaluate<string[]>(`(${flawsOf})()`)).join(), inside).toMatch(flaw);
  }
});

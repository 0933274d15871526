import type { ReactNode } from 'react';
import { formatMoney } from '../../../domain/money.ts';
import type { CampaignFigures } from '../../figures/campaign-figures.ts';
import type { PerformanceView } from '../../figures/view.ts';
import type { Lines } from '../charts/chart.ts';
import { drawnOnce } from '../charts/drawn-once.ts';
import { ChartFigure } from '../charts/figure.tsx';
import { Facts, Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { useConsole } from '../parts/context.ts';
import { formatTime } from '../parts/time.tsx';
import { formatCount, journeyWords } from '../parts/words.ts';

const channelWords = { email: 'E-mail', sms: 'Text message', whatsapp: 'WhatsApp' } as const;

/** What the campaign brings, while it goes on and once it is over: conversion, basket, channels, journeys. */
export const CampaignFiguresPart = ({ figures }: { readonly figures: CampaignFigures }) => {
  const { orders, audience, unprompted, since, channels, journeys, isOver } = figures;
  const money = (amount: number) => formatMoney({ amount: Math.round(amount), currency: figures.currency }, 'en-GB');
  const trend = trendChart(figures, useConsole());
  return (
    <section aria-labelledby="figures-title">
      <h2 id="figures-title">{isOver ? 'What it brought' : 'What it brings'}</h2>
      <div id="figures" data-live>
        <Facts
          facts={[
            ['Orders', formatCount(orders.count)],
            ['Revenue', money(orders.revenue)],
            ['Average basket', orders.basket === null ? undefined : money(orders.basket)],
            ['Buyers', `${formatCount(orders.buyers)}, ${formatCount(orders.firstBuyers)} of them for the first time`],
            [
              'Conversion',
              audience.conversion === null
                ? undefined
                : `${percent(audience.conversion)} of the ${formatCount(audience.customers)} who entered`,
            ],
            ['Without a message before', `${formatCount(unprompted.orders)} orders, ${money(unprompted.revenue)}`],
            [
              'In other currencies',
              orders.inOtherCurrencies === 0
                ? undefined
                : `${formatCount(orders.inOtherCurrencies)} orders, not counted here`,
            ],
            [
              'Bought again since',
              isOver && since.retention !== null
                ? `${formatCount(since.again)} buyers (${percent(since.retention)}), ${formatCount(since.firstBuyersAgain)} of them new ones`
                : undefined,
            ],
            [
              'What they are expected to bring',
              since.foreseen === 0
                ? undefined
                : `${money(since.lifetimeValue)}, of ${formatCount(since.foreseen)} buyers`,
            ],
          ]}
        />
      </div>
      {trend && (
        <div id="trend" data-live>
          <ChartFigure of={drawnOnce(trend)} />
        </div>
      )}
      <Performances
        id="channels"
        caption="By channel"
        money={money}
        rows={channels.map((own) => [channelWords[own.channel], own] as const)}
      />
      <Performances
        id="journeys"
        caption="By journey"
        money={money}
        rows={journeys.map((own) => [journeyWords(own.journey), own] as const)}
      />
      <p className="note">
        An order is credited to the last marketing message within three days before it. What would have been bought
        anyway is told by experiments alone.
      </p>
    </section>
  );
};

const percent = (share: number): string =>
  new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 }).format(share);

interface PerformancesProps {
  readonly id: string;
  readonly caption: string;
  readonly money: (amount: number) => string;
  readonly rows: readonly (readonly [ReactNode & string, PerformanceView])[];
}

const Performances = ({ id, caption, money, rows }: PerformancesProps) => (
  <Table
    id={id}
    caption={caption}
    head={[caption, 'Messages', 'Clicked', 'Orders', 'Conversion', 'Basket', 'Revenue', 'Cost']}
    empty="No marketing message was sent in this time."
  >
    {rows.map(([name, own]) => (
      <tr key={name}>
        <td>{name}</td>
        <Cell of="Messages">{formatCount(own.messages)}</Cell>
        <Cell of="Clicked">{own.clickRate === null ? '' : percent(own.clickRate)}</Cell>
        <Cell of="Orders">{formatCount(own.orders)}</Cell>
        <Cell of="Conversion">{own.conversion === null ? '' : percent(own.conversion)}</Cell>
        <Cell of="Basket">{own.basket === null ? '' : money(own.basket)}</Cell>
        <Cell of="Revenue">{money(own.revenue)}</Cell>
        <Cell of="Cost">{own.cost === 0 ? '' : money(own.cost)}</Cell>
      </tr>
    ))}
  </Table>
);

/** Orders over time; a single part is no line. */
const trendChart = (
  { trend, campaign, orders }: CampaignFigures,
  { timezone, now }: { readonly timezone: string; readonly now: Date },
): Lines | undefined =>
  trend.length < 2
    ? undefined
    : {
        kind: 'lines',
        id: `orders-of-${campaign}`,
        title: 'Orders',
        about: `${formatCount(orders.count)} orders over time.`,
        at: trend.map(({ from }) => formatTime(new Date(from), timezone, now).slice(0, -3)),
        series: [{ name: 'orders', values: trend.map((part) => part.orders) }],
      };

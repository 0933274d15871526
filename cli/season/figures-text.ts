import type { CampaignFigures } from '../../api/figures/campaign-figures.ts';
import { formatMoney } from '../../domain/money.ts';

const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)} %`);

/** A campaign's figures, a line each. */
export const figuresText = (told: CampaignFigures): string => {
  const { campaign, from, until, isOver, orders, audience, unprompted, since, channels, journeys } = told;
  const money = (amount: number | null) =>
    amount === null ? '-' : formatMoney({ amount: Math.round(amount), currency: told.currency }, 'en');
  const ways = [
    ...channels.map((own) => [own.channel, own] as const),
    ...journeys.map((own) => [own.journey, own] as const),
  ];
  return [
    `${campaign}  ${from} to ${until}${isOver ? '' : ', goes on'}`,
    `orders  ${orders.count}  ${money(orders.revenue)}  basket ${money(orders.basket)}`,
    `buyers  ${orders.buyers}, ${orders.firstBuyers} for the first time`,
    `conversion  ${percent(audience.conversion)} of ${audience.customers} who entered`,
    ...ways.map(
      ([name, own]) =>
        `${name}  ${own.messages} messages  ${percent(own.clickRate)} clicked  ${own.orders} orders  ${percent(own.conversion)} bought  ${money(own.revenue)}`,
    ),
    `without a message before  ${unprompted.orders} orders  ${money(unprompted.revenue)}`,
    ...(isOver ? [`bought again since  ${since.again} buyers (${percent(since.retention)})`] : []),
    ...(since.foreseen > 0 ? [`expected to bring  ${money(since.lifetimeValue)}, of ${since.foreseen} buyers`] : []),
  ].join('\n');
};

import { seededRandom } from '../../../domain/random.ts';
import type { ArmOutcome, Stratum } from '../../../domain/uplift/stratum.ts';

/** How customers of one group of a simulated shop react: how likely they order, with the offer and without. */
export interface Reaction {
  readonly outer: string;
  readonly group: string;
  readonly part: number;
  readonly without: number;
  readonly offered: number;
}

export interface DrawnShop {
  readonly reactions: readonly Reaction[];
  readonly customers: number;
  /** An order's margin without a discount, and the discount, in minor units. */
  readonly margin: number;
  readonly discount: number;
  /** The part of the customers whom the draw offers it. */
  readonly share: number;
}

/** What the offer truly does in a group: to orders, and to margin. */
export const truthOf = ({ margin, discount }: DrawnShop, { without, offered }: Reaction) => ({
  orders: offered - without,
  margin: offered * (margin - discount) - without * margin,
});

/** Customers whom chance offered something or nothing, as sums. */
export const drawShop = (shop: DrawnShop, seed: number): { orders: readonly Stratum[]; margin: readonly Stratum[] } => {
  const random = seededRandom(seed);
  const cells = shop.reactions.flatMap((reaction) =>
    ([0, 1] as const).map((half) => ({ reaction, half, offered: [0, 0], control: [0, 0] })),
  );
  for (let one = 0; one < shop.customers; one++) {
    let point = random();
    let index = 0;
    while (index < shop.reactions.length - 1 && point >= shop.reactions[index]!.part)
      point -= shop.reactions[index++]!.part;
    const cell = cells[index * 2 + Number(random() < 0.5)]!;
    const arm = random() < shop.share ? ('offered' as const) : ('control' as const);
    cell[arm][0]! += 1;
    cell[arm][1]! += Number(random() < cell.reaction[arm === 'offered' ? 'offered' : 'without']);
  }
  const strataOf = (worth: { readonly offered: number; readonly control: number }): readonly Stratum[] =>
    cells.map(({ reaction: { outer, group }, half, offered, control }) => ({
      outer,
      group,
      half,
      offered: armOf(offered, worth.offered),
      control: armOf(control, worth.control),
    }));
  return {
    orders: strataOf({ offered: 1, control: 1 }),
    margin: strataOf({ offered: shop.margin - shop.discount, control: shop.margin }),
  };
};

const armOf = ([customers, buyers]: readonly number[], worth: number): ArmOutcome => {
  const share = buyers! / Math.max(1, customers!);
  const spread = customers! > 1 ? (share * (1 - share) * customers!) / (customers! - 1) : 0;
  return { customers: customers!, mean: share * worth, variance: spread * worth ** 2 };
};

/** How large a shop is made. */
export interface ShopSize {
  readonly customers: number;
  /** Rows of the ledger. */
  readonly ledger: number;
}

/** How many rows follow from it, in proportions as of a shop of some years. */
export interface ShopShape extends ShopSize {
  readonly runs: number;
  /** Runs that begin on one day. */
  readonly runsADay: number;
  readonly products: number;
  readonly orders: number;
  readonly carts: number;
  /** Events in the inbox. */
  readonly events: number;
  /** Codes of offers that somebody got, and those that nobody has got yet. */
  readonly codes: { readonly given: number; readonly free: number };
  readonly signUps: number;
}

/** How long the ledger has been written, in days. */
export const ledgerDays = 300;

/** Messages of a run. */
export const steps = ['cart/reminder', 'cart/reassurance', 'cart/offer'] as const;

export const shapeOf = ({ customers, ledger }: ShopSize): ShopShape => {
  // The runs of the last two days have not come to all of their steps.
  const runsADay = Math.ceil(ledger / (steps.length * (ledgerDays - 1)));
  return {
    customers,
    ledger,
    runsADay,
    runs: runsADay * ledgerDays,
    products: Math.max(200, Math.ceil(customers / 20)),
    orders: customers * 2,
    carts: Math.ceil(customers * 1.5),
    events: customers * 5,
    codes: { given: Math.ceil(customers * 0.3), free: Math.max(5_000, Math.ceil(customers * 0.2)) },
    signUps: Math.ceil(customers / 20),
  };
};

import type { AlertKind } from '../../alerts/alert.ts';
import { isLessThanSeen } from '../../alerts/concerns.ts';
import { type AlertFlaw, alertFlaw } from '../../alerts/stands.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** `missing`: it does not exist (any more); absent: the message tells of none. */
  readonly kind?: AlertKind | 'missing';
  readonly flaw?: AlertFlaw | 'not less than they saw';
  readonly stock?: number;
  readonly price?: number;
  readonly prior?: number;
}

/**
 * What is told of a product is true when it is told: it is back, few are left, or it costs less than the customer saw and
 * than it ever did in the 30 days before (directive 98/6/EC art. 6a).
 */
export const alertStands: Rule<Saw> = {
  name: 'alert-stands',
  judge: ({ alert, policy: { alerts } }) => {
    if (alert === undefined) return { says: 'pass', saw: {} };
    if (alert === null) return { says: 'withheld', reason: 'alert_over', saw: { kind: 'missing' } };
    const { kind, product, prior, seen } = alert;
    const isDearer = kind === 'price-drop' && !(seen && isLessThanSeen(seen, product, alerts));
    const flaw = alertFlaw(kind, product, alerts, prior) ?? (isDearer ? 'not less than they saw' : undefined);
    const saw: Saw = {
      kind,
      ...(flaw && { flaw }),
      ...(product.stock !== null && { stock: product.stock }),
      ...(kind === 'price-drop' && product.price !== null && { price: product.price }),
      ...(kind === 'price-drop' && prior && { prior: prior.price }),
    };
    if (!flaw) return { says: 'pass', saw };
    return { says: 'withheld', reason: flaw === 'gone' ? 'out_of_stock' : 'alert_over', saw };
  },
  sentence: ({ says, saw: { kind, flaw, stock } }) => {
    if (kind === undefined) return 'It tells of nothing that happened to a product.';
    if (kind === 'missing') return 'What it was to tell of did not exist any more.';
    if (says === 'pass') return sentences[kind];
    if (flaw === 'gone') return 'The product was sold out again.';
    if (flaw === 'enough again')
      return `There were enough of the product again: ${stock ?? 'their number is not known'}.`;
    return flaw === 'not less than they saw'
      ? 'It did not cost less than the customer had seen.'
      : 'Its price was not lower, or not known to be, than in the 30 days before.';
  },
};

const sentences: Readonly<Record<AlertKind, string>> = {
  'back-in-stock': 'The product could still be bought.',
  'low-stock': 'Few of the product were left, and some.',
  'price-drop': 'It cost less than the customer had seen, and than in the 30 days before.',
};

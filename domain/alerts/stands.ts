import type { AlertsPolicy } from '../policy/alerts.ts';
import type { AlertKind, Offered } from './alert.ts';
import { isLow, isReduced } from './happened.ts';
import type { PriorPrice } from './prior-price.ts';

/** Why an alert is not true any more. */
export type AlertFlaw = 'gone' | 'enough again' | 'not reduced any more';

/** Whether what an alert tells still holds; undefined when it does. */
export const alertFlaw = (
  kind: AlertKind,
  product: Offered,
  policy: AlertsPolicy,
  prior: PriorPrice | undefined,
): AlertFlaw | undefined => {
  if (product.stock !== null && product.stock <= 0) return 'gone';
  if (kind === 'low-stock') return isLow(product, policy) ? undefined : 'enough again';
  if (kind === 'price-drop') return isReduced(product, policy, prior) ? undefined : 'not reduced any more';
  return undefined;
};

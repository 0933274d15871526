import type { GateFacts } from '../../../db/facts/read-facts.ts';
import { priorPrice } from '../../../domain/alerts/prior-price.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { AlertView } from '../../templates/view.ts';

/** What a message tells of its product beyond the product itself; undefined when it tells of nothing. */
export const alertView = (
  { purpose }: Pick<DeliverInput, 'purpose'>,
  { alert }: Pick<GateFacts, 'alert'>,
): AlertView | undefined => {
  if (!alert) return undefined;
  const { kind, product, prices } = alert;
  const prior = kind === 'price-drop' ? priorPrice(prices) : undefined;
  return {
    // Only what somebody asked for goes out as no marketing.
    asked: purpose === 'transactional',
    ...(kind === 'low-stock' && product.stock !== null && { left: product.stock }),
    ...(prior && product.currency !== null && { prior: { amount: prior.price, currency: product.currency } }),
  };
};

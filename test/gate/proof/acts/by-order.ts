import { latest } from '../history/timeline.ts';
import { orderOf } from '../play/plant.ts';
import type { Of } from './by-customer.ts';
import { change, type Done, nothing, type Stage, tell } from './stage.ts';

type OrderAct = Of<'cancelOrder' | 'delayOrder' | 'deliverOrder'>;

const events = {
  cancelOrder: ['order.cancelled', 'over'],
  delayOrder: ['order.delayed', 'late'],
  deliverOrder: ['order.delivered', 'delivered'],
} as const satisfies Record<OrderAct['kind'], readonly [string, string]>;

/** What becomes of the order of before the story; of what came nobody says any more that it is late. */
export const changeOrder = async (stage: Stage, { who, kind }: OrderAct): Promise<Done> => {
  const { cast, history } = stage;
  const known = latest(history.order[who]!);
  const isTooLate = known === 'over' || (known === 'delivered' && kind !== 'cancelOrder');
  if (isTooLate || latest(history.erased[who]!)) return nothing;
  const { customer } = cast.people[who]!;
  const [type, becomes] = events[kind];
  await tell(stage, type, { orderId: orderOf(customer) }, { id: customer });
  // What they bought since is still theirs.
  const isOnly = history.ordered[who]!.length === 1;
  return {
    changes: [
      change(history.order[who]!, becomes),
      ...(kind === 'cancelOrder' && isOnly ? [change(history.ordered[who]!, null)] : []),
    ],
  };
};

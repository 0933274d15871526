import { atRisk } from './buyers/at-risk.ts';
import { dormant } from './buyers/dormant.ts';
import { firstTime } from './buyers/first-time.ts';
import { firstTimeFading } from './buyers/first-time-fading.ts';
import { prospect } from './buyers/prospect.ts';
import { recurring } from './buyers/recurring.ts';
import { vip } from './buyers/vip.ts';
import type { Segment } from './names.ts';
import { ambassador } from './people/ambassador.ts';
import { highIntent } from './people/high-intent.ts';
import { inactiveSubscriber } from './people/inactive-subscriber.ts';
import { loyaltyActive } from './people/loyalty-active.ts';
import { loyaltyInactive } from './people/loyalty-inactive.ts';
import { priceSensitive } from './people/price-sensitive.ts';
import { visitor } from './people/visitor.ts';
import { rfmAboutToSleep } from './rfm/about-to-sleep.ts';
import { rfmAtRisk } from './rfm/at-risk.ts';
import { rfmCannotLose } from './rfm/cannot-lose.ts';
import { rfmChampion } from './rfm/champion.ts';
import { rfmHibernating } from './rfm/hibernating.ts';
import { rfmLost } from './rfm/lost.ts';
import { rfmLoyal } from './rfm/loyal.ts';
import { rfmMiddle } from './rfm/middle.ts';
import { rfmNeedsAttention } from './rfm/needs-attention.ts';
import { rfmNew } from './rfm/new.ts';
import { rfmPotentialLoyalist } from './rfm/potential-loyalist.ts';
import { rfmPromising } from './rfm/promising.ts';
import { rfmStrong } from './rfm/strong.ts';
import { rfmWeak } from './rfm/weak.ts';
import type { SegmentRule } from './segment.ts';

/** Every segment that the product brings along, in the order of their names: the compiler names the one that is missing. */
const byName: { readonly [Name in Segment]: SegmentRule<Name> } = {
  vip,
  recurring,
  'loyalty-active': loyaltyActive,
  'loyalty-inactive': loyaltyInactive,
  ambassador,
  'high-intent': highIntent,
  'price-sensitive': priceSensitive,
  'first-time-fading': firstTimeFading,
  visitor,
  'at-risk': atRisk,
  'inactive-subscriber': inactiveSubscriber,
  'first-time': firstTime,
  dormant,
  prospect,
  'rfm-champion': rfmChampion,
  'rfm-loyal': rfmLoyal,
  'rfm-potential-loyalist': rfmPotentialLoyalist,
  'rfm-new': rfmNew,
  'rfm-promising': rfmPromising,
  'rfm-needs-attention': rfmNeedsAttention,
  'rfm-about-to-sleep': rfmAboutToSleep,
  'rfm-at-risk': rfmAtRisk,
  'rfm-cannot-lose': rfmCannotLose,
  'rfm-hibernating': rfmHibernating,
  'rfm-lost': rfmLost,
  'rfm-strong': rfmStrong,
  'rfm-middle': rfmMiddle,
  'rfm-weak': rfmWeak,
};

export const segmentRules: readonly SegmentRule[] = Object.values(byName);

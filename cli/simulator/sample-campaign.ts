import { momentsOf } from '../../domain/civil/campaign-moments.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { Plan } from '../../domain/run.ts';
import type { Campaign } from '../../domain/season/campaign.ts';
import { campaignPaths } from '../../domain/season/paths.ts';

/** Winter sales of a shop in Paris, prepared thirty days before: what simulations go through. */
export const sampleCampaign: Campaign = {
  kind: 'sales',
  label: { fr: 'Soldes d’hiver', en: 'Winter sale' },
  opens: '2026-12-23T08:00',
  second: '2026-12-30T08:00',
  third: '2027-01-06T08:00',
  ends: '2027-01-12T23:00',
  hours: [
    {
      from: '2027-01-12T18:00',
      until: '2027-01-12T20:00',
      says: { fr: '10 % de plus sur les vases.', en: 'Another 10% off vases.' },
    },
    {
      from: '2027-01-12T20:00',
      until: '2027-01-12T22:00',
      says: { fr: '10 % de plus sur les bougies.', en: 'Another 10% off candles.' },
    },
  ],
  moments: {},
  paths: campaignPaths,
  // Exactly on time: pictures and schedules are read by people.
  spread: '0s',
};

/** What a simulated run of this journey plans with, besides the calendar. */
export const samplePlan = (spec: JourneySpec): Pick<Plan, 'moments'> =>
  triggersOf(spec).includes('campaign.entered') ? { moments: momentsOf(sampleCampaign, 'Europe/Paris') } : {};

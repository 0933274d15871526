import type { Flaw } from '../../api/events/flaw.ts';

/** Thrown when a campaign or a calendar is described wrongly. */
export class SeasonInvalidError extends Error {
  override readonly name = 'SeasonInvalidError';
  readonly code = 'SEASON_INVALID';
  constructor(flaws: readonly Flaw[]) {
    super(`Nothing was saved:\n  ${flaws.map(({ field, problem }) => `${field}: ${problem}`).join('\n  ')}`);
  }
}

/** Thrown when the store has no such campaign, or none that can still be changed. */
export class CampaignUnknownError extends Error {
  override readonly name = 'CampaignUnknownError';
  readonly code = 'CAMPAIGN_UNKNOWN';
  constructor(name: string, store: string) {
    super(
      `Store ${store} has no campaign ${name} that can be changed. \`npm run season -- show --store ${store}\` lists what it has.`,
    );
  }
}

/** Thrown when somebody else saved the campaign at the same time. */
export class CampaignConflictError extends Error {
  override readonly name = 'CampaignConflictError';
  readonly code = 'CAMPAIGN_CONFLICT';
  constructor(name: string) {
    super(
      `Campaign ${name} was saved by somebody else at the same moment, and was left as it is. Look at it, then save again.`,
    );
  }
}

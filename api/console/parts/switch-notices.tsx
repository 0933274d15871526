import type { StoreSwitches } from '../../../db/pages/switches.ts';
import { any, type PauseScope } from '../../../domain/switches/pause.ts';
import { sendingModeWords, wholeStore } from '../../../domain/switches/sending-mode.ts';
import { Time } from './time.tsx';
import { useConsole } from './context.ts';
import { journeyWords } from './words.ts';

interface NoticesProps {
  readonly switches: Pick<StoreSwitches, 'modes' | 'pauses'>;
  /** Only what concerns this journey; absent: everything. */
  readonly journey?: string;
}

/** What keeps messages from going out by somebody's will, since when, by whom and why; nothing when all is on. */
export const SwitchNotices = ({ switches: { modes, pauses }, journey }: NoticesProps) => {
  const { storeQuery } = useConsole();
  const concerns = (name: string): boolean => journey === undefined || name === any || name === journey;
  return (
    <div id="switched" data-live>
      {modes
        .filter((row) => row.mode !== 'on' && concerns(row.journey))
        .map((row) => (
          <p className="attention" key={row.id}>
            <a href={`/switches${storeQuery}`}>
              {row.journey === wholeStore ? 'The store' : journeyWords(row.journey)}: {row.mode}
            </a>{' '}
            since <Time at={row.since} /> by {row.setBy}: {sendingModeWords[row.mode]}. {row.why}
          </p>
        ))}
      {pauses
        .filter((pause) => concerns(pause.journey))
        .map((pause) => (
          <p className="attention" key={pause.id}>
            <a href={`/switches${storeQuery}`}>Paused</a> since <Time at={pause.since} /> by {pause.pausedBy}:{' '}
            {scopeWords(pause)}. {pause.why}
          </p>
        ))}
    </div>
  );
};

/** What a pause is about, in words. */
export const scopeWords = ({ journey, channel, purpose, step, season }: PauseScope): string => {
  const parts = [
    journey === any ? undefined : journeyWords(journey),
    step === any ? undefined : step,
    channel === any ? undefined : `by ${channel}`,
    purpose === any ? undefined : purpose,
    season === any ? undefined : `while the season is ${season}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'all messages of the store' : parts.join(', ');
};

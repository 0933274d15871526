import type { StoreSwitches } from '../../../db/pages/switches.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import { journeyModes } from '../../operate/switches/views.ts';
import { useConsole } from './context.ts';
import { SwitchNotices } from './switch-notices.tsx';
import { journeyWords } from './words.ts';

interface JourneysOffProps {
  /** The journeys that a page is about. */
  readonly of: readonly JourneySpec[];
  readonly switches: StoreSwitches;
}

/** What of these journeys is off from the beginning, or was switched or paused by somebody. */
export const JourneysOff = ({ of, switches }: JourneysOffProps) => {
  const { storeQuery } = useConsole();
  const names = new Set(of.map(({ name }) => name));
  const off = journeyModes(of, switches).filter(({ mode, said }) => mode === 'off' && !said);
  const concerns = ({ journey }: { readonly journey: string }): boolean => journey === '*' || names.has(journey);
  return (
    <>
      {off.length > 0 && (
        <p className="attention">
          {off.map(({ journey }) => journeyWords(journey)).join(', ')}: off until somebody{' '}
          <a href={`/switches${storeQuery}`}>switches {off.length === 1 ? 'it' : 'them'} on</a>. Nobody enters, and
          nothing is sent.
        </p>
      )}
      <SwitchNotices switches={{ modes: switches.modes.filter(concerns), pauses: switches.pauses.filter(concerns) }} />
    </>
  );
};

import type { StoreSwitches } from '../../../db/pages/switches.ts';
import type { PauseRow } from '../../../db/switches/pauses.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import { type SendingMode, stricter, wholeStore } from '../../../domain/switches/sending-mode.ts';
import { named } from './pause.ts';

/** A pause as stores see it; parts that it does not name are left out. */
export const pauseView = (pause: PauseRow) => ({
  id: pause.id,
  ...named(pause),
  rule: pause.rule,
  spreadSeconds: pause.spreadSeconds,
  since: pause.since,
  by: pause.pausedBy,
  why: pause.why,
  liftedAt: pause.liftedAt,
});

/** How far one journey has gone live, by itself and with its store. */
export interface JourneyMode {
  readonly journey: string;
  /** What was said of the journey, or how it begins. */
  readonly mode: SendingMode;
  /** The stricter of it and of the store's. */
  readonly effective: SendingMode;
  readonly said?: StoreSwitches['modes'][number] | undefined;
}

/** What was said of modes; who said it stands with it. */
type SaidModes = { readonly modes: readonly StoreSwitches['modes'][number][] };

export const storeModeOf = ({ modes }: SaidModes) => modes.find(({ journey }) => journey === wholeStore);

export const journeyModes = (
  specs: readonly Pick<JourneySpec, 'name' | 'begins'>[],
  switches: SaidModes,
): readonly JourneyMode[] => {
  const store = storeModeOf(switches)?.mode ?? 'on';
  return specs.map(({ name, begins }) => {
    const said = switches.modes.find(({ journey }) => journey === name);
    const mode = said?.mode ?? begins ?? 'on';
    return { journey: name, mode, effective: stricter(store, mode), said };
  });
};

const saidView = (said: StoreSwitches['modes'][number] | undefined) => ({
  since: said?.since ?? null,
  by: said?.setBy ?? null,
  why: said?.why ?? null,
});

/** Everything that is switched in a store. */
export const switchesView = (specs: readonly JourneySpec[], switches: StoreSwitches) => {
  const store = storeModeOf(switches);
  return {
    store: { mode: store?.mode ?? 'on', ...saidView(store) },
    journeys: journeyModes(specs, switches).map(({ said, ...mode }) => ({ ...mode, ...saidView(said) })),
    pauses: switches.pauses.map(pauseView),
    allowlist: switches.allowed.map(({ kind, value, addedAt, addedBy, why }) => ({
      kind,
      value,
      since: addedAt,
      by: addedBy,
      why,
    })),
  };
};

import { acceptEvent } from '../../../api/intake/accept.ts';
import type { IntakeDeps } from '../../../api/intake/received.ts';
import { acceptQuiet, isOfSame, isQuiet } from '../../../api/intake/accept-quiet.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { sideBySide } from './lanes.ts';
import type { PastEvent } from './play.ts';

export interface TakeInDeps {
  readonly intake: Omit<IntakeDeps, 'clock'>;
  readonly store: StoreRow;
  /** Told the fate of each event. */
  readonly note: (fate: string, at: Millis) => void;
}

/** What came of it. */
export interface TakenIn {
  /** Whether runs have something to be told. */
  readonly anyTold: boolean;
  /** Events that were not taken in: what they follow may have set something going that comes before them. */
  readonly back: readonly PastEvent[];
  /** When something happened to a product, which is taken in by itself. */
  readonly about: Millis | undefined;
}

/** Takes in lanes of events: those of a lane one after another, so many lanes side by side. */
export const takeIn = async (
  { intake, store, note }: TakeInDeps,
  lanes: readonly (readonly PastEvent[])[],
  atATime: number,
): Promise<TakenIn> => {
  const back: PastEvent[] = [];
  let anyTold = false;
  const accept = async ({ received, at, isHistory }: PastEvent): Promise<boolean> => {
    const origin = isHistory ? 'imported' : 'posted';
    const { fate, told } = await acceptEvent({ ...intake, clock: { now: () => at } }, store, received, origin);
    note(fate.fate === 'ignored' ? `ignored (${fate.reason})` : fate.fate, at);
    return told;
  };
  /** Takes in as many quiet events as there are at `index`; returns how many those were. */
  const acceptPart = async (lane: readonly PastEvent[], index: number): Promise<number> => {
    const from = lane[index]!;
    let end = index;
    while (
      end < lane.length &&
      isQuiet(intake.specs, lane[end]!.received) &&
      isOfSame(from.received, lane[end]!.received)
    )
      end += 1;
    const quiet = lane.slice(index, end);
    if (quiet.length < 2 || !(await acceptQuiet(intake, store, quiet))) return 0;
    for (const { at } of quiet) note('ignored (no_journey)', at);
    return quiet.length;
  };
  await sideBySide(lanes, atATime, async (lane) => {
    for (let index = 0; index < lane.length;) {
      const quiet = await acceptPart(lane, index);
      index += quiet;
      if (quiet > 0 || !(await accept(lane[index++]!))) continue;
      anyTold = true;
      back.push(...lane.slice(index));
      break;
    }
  });
  const about = lanes.find(([first]) => first?.received.event.customer === undefined)?.[0]?.at;
  return { anyTold, back, about };
};

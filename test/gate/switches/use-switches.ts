import { beforeEach } from 'vitest';
import { allowRecipient, disallowRecipient } from '../../../api/operate/switches/allow.ts';
import { pauseSending, type PauseWish, resumeSending } from '../../../api/operate/switches/pause.ts';
import { setMode } from '../../../api/operate/switches/set-mode.ts';
import { allowlist, auditLog, pauses, policyVersions, sendingModes } from '../../../db/schema/index.ts';
import type { Recipient } from '../../../db/switches/allowlist.ts';
import { everything, type PauseScope } from '../../../domain/switches/pause.ts';
import { type SendingMode, wholeStore } from '../../../domain/switches/sending-mode.ts';
import { useGate } from '../use-gate.ts';
import { minute, noon, store } from '../world.ts';

/** The gate with everything on, and the acts of those who switch, at the gate's own time. */
export const useSwitches = () => {
  const gate = useGate();
  beforeEach(async () => {
    for (const table of [pauses, sendingModes, allowlist, policyVersions, auditLog]) await gate.db.delete(table);
  });
  const who = () => ({ at: gate.clock.now(), actor: 'command:test', why: 'a test' }) as const;
  return {
    gate,
    pause: async (scope: Partial<PauseScope> = {}, rule: PauseWish['rule'] = 'shift', spread = 10 * minute) =>
      pauseSending(gate.db, store, { scope: { ...everything, ...scope }, rule, spreadSeconds: spread / 1_000 }, who()),
    resume: async (id: string) => resumeSending(gate.db, store, id, who()),
    mode: async (mode: SendingMode, journey = wholeStore) => setMode(gate.db, store, { journey, mode }, who()),
    allow: async (recipient: Recipient) => allowRecipient(gate.db, store, recipient, who()),
    disallow: async (recipient: Recipient) => disallowRecipient(gate.db, store, recipient, who()),
    acts: async () => gate.db.select().from(auditLog),
    /** Sets the gate's clock to so many minutes after noon. */
    at: (minutes: number) => gate.clock.set(noon + minutes * minute),
  };
};

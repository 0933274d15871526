import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Provider, ProviderAnswer } from '../../activities/providers/provider.ts';
import type { FrozenMessage } from '../../db/schema/ledger.ts';
import { toInstant } from '../../domain/time/instant.ts';

/** What the suite needs of an adapter and of the other side that it talks to. */
export interface ContractCase {
  /** The adapter under test, talking to a server with a record of its own. */
  provider(): Provider;
  /** A message to somebody new. */
  message(): FrozenMessage;
  /** The same recipient, other bytes. */
  changed(message: FrozenMessage): FrozenMessage;
  /** Ids that the other side gave to messages like this one, by its own record. */
  accepted(message: FrozenMessage): readonly string[];
  /** Of an adapter that talks over a network: the other side accepts the next message, or not, and never says so. */
  readonly network?: {
    loseNext(message: FrozenMessage, accepts: boolean): void;
    hangNext(message: FrozenMessage): void;
    /** The adapter, where nobody listens. */
    unreachable(): Promise<Provider>;
    /** The record cannot be read. */
    breakRecord?(): void;
  };
}

/** One call as the gate makes it. */
export const callOf = <Message extends FrozenMessage>(
  message: Message,
  key = randomUUID(),
  messageId = randomUUID(),
) => ({
  key,
  messageId,
  message,
  claimedAt: toInstant(Date.now()),
  signal: AbortSignal.timeout(5_000),
});

type Call = ReturnType<typeof callOf>;

const idOf = (answer: ProviderAnswer): string => {
  if (answer.answer !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer.id;
};

/** What the gate relies on, whichever the provider: run for each adapter. */
export const holdsContract = (name: string, given: () => ContractCase): void => {
  const sent = async (call: Call) => given().provider().send(call);
  const found = async (call: Call, since = Date.now() - 60_000) =>
    given().provider().find!({ ...call, since, signal: AbortSignal.timeout(5_000) });

  describe(`the contract of providers, ${name}`, () => {
    test('what it says of itself fits together', () => {
      const provider = given().provider();
      expect(provider.canList).toBe(provider.find !== undefined);
      expect(provider.keyTtlMillis > 0).toBe(provider.supportsKey);
      expect(provider.maxBatch).toBeGreaterThanOrEqual(1);
      expect(provider.perSecond).toBeGreaterThan(0);
      expect(provider.timeoutMillis).toBeGreaterThan(0);
    });

    test('an accepted message has the id that it has in the record of the other side', async () => {
      const call = callOf(given().message());
      const id = idOf(await sent(call));
      expect(given().accepted(call.message)).toEqual([id]);
    });

    test('the same key protects from a second acceptance, exactly where it says so', async () => {
      const call = callOf(given().message());
      const [first, second] = [idOf(await sent(call)), idOf(await sent(call))];
      const { supportsKey } = given().provider();
      expect(first === second).toBe(supportsKey);
      expect(given().accepted(call.message).length).toBe(supportsKey ? 1 : 2);
    });

    test('the same key with other bytes is a conflict and accepts nothing', async () => {
      if (!given().provider().supportsKey) return;
      const call = callOf(given().message());
      await sent(call);
      const other = given().changed(call.message);
      expect(await sent({ ...call, message: other })).toMatchObject({ answer: 'conflict' });
      expect(given().accepted(call.message).length + given().accepted(other).length).toBe(1);
    });

    test('what was accepted is found in its record, what was not is not', async () => {
      if (!given().provider().canList) return;
      const [call, neighbour, never] = [1, 2, 3].map(() => callOf(given().message())) as [Call, Call, Call];
      expect(await found(call)).toEqual({ found: 'no' });
      const id = idOf(await sent(call));
      await sent(neighbour);
      expect(await found(call)).toEqual({ found: 'yes', ids: [id] });
      expect(await found(never)).toEqual({ found: 'no' });
    });

    test('a call whose answer is lost is uncertain, and the record tells whether it was accepted', async () => {
      const { network } = given();
      if (!network) return;
      for (const accepts of [true, false]) {
        const call = callOf(given().message());
        network.loseNext(call.message, accepts);
        expect(await sent(call)).toMatchObject({ answer: 'uncertain' });
        const ids = given().accepted(call.message);
        expect(ids.length).toBe(accepts ? 1 : 0);
        expect(await found(call)).toEqual(accepts ? { found: 'yes', ids } : { found: 'no' });
        if (!given().provider().supportsKey) continue;
        const again = idOf(await sent(call));
        expect(given().accepted(call.message)).toEqual([again]);
        if (accepts) expect([again]).toEqual(ids);
      }
    });

    test('a call that was aborted is uncertain', async () => {
      const { network } = given();
      if (!network) return;
      const call = { ...callOf(given().message()), signal: AbortSignal.timeout(100) };
      network.hangNext(call.message);
      expect(await sent(call)).toMatchObject({ answer: 'uncertain' });
    });

    test('a call that never left this machine was surely not accepted', async () => {
      const unreachable = await given().network?.unreachable();
      if (!unreachable) return;
      const call = callOf(given().message());
      expect(await unreachable.send(call)).toMatchObject({ answer: 'refused', detail: 'not connected' });
      const search = { ...call, since: Date.now(), signal: AbortSignal.timeout(5_000) };
      expect(await unreachable.find?.(search)).toMatchObject({ found: 'unreadable' });
    });

    test('a record that cannot be read is not taken for an empty one', async () => {
      const { network } = given();
      if (!network?.breakRecord) return;
      const call = callOf(given().message());
      await sent(call);
      network.breakRecord();
      expect(await found(call)).toMatchObject({ found: 'unreadable' });
    });

    test('nothing that it says holds the address', async () => {
      const { network } = given();
      if (!network) return;
      const call = callOf(given().message());
      network.loseNext(call.message, false);
      const said = JSON.stringify([await sent(call), await found(call)]);
      expect(said).not.toContain(call.message.to);
    });
  });
};

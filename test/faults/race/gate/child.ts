/** A process of the race at the gate: takes turns, each one side of a pair. Arguments: database, provider. */
import { setTimeout as wait } from 'node:timers/promises';
import { connectDatabase } from '../../../../db/client.ts';
import { askOneStatement, askTheGate, raceProvider } from './gates.ts';
import type { Turn, TurnAnswer } from './message.ts';
import { orderByIntake, orderBySql } from './order.ts';

const [databaseUrl = '', providerUrl = ''] = process.argv.slice(2);
const { db } = connectDatabase(databaseUrl, 12);
const provider = raceProvider(providerUrl);
const gates = { 'the gate': askTheGate(db, provider), 'one-statement': askOneStatement(db, provider) };

const take = async ({ pair, person, afterMillis, act }: Turn): Promise<TurnAnswer> => {
  try {
    if (afterMillis >= 1) await wait(afterMillis);
    if (act.as === 'gate') return { pair, claimed: await gates[act.kind](person) };
    await (act.road === 'intake' ? orderByIntake : orderBySql)(db, person);
    return { pair, claimed: false };
  } catch (error) {
    return { pair, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
};

process.on('message', (turn: Turn) => void take(turn).then((answer) => process.send!(answer)));
process.on('disconnect', () => process.exit());
process.send!('ready');

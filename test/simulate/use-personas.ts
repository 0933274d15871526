import { afterAll, beforeAll, inject } from 'vitest';
import { type BacktestServer, openServer } from '../../cli/backtest/world/database.ts';
import { findPersona } from '../../cli/simulate/find-persona.ts';
import type { Persona } from '../../cli/simulate/persona.ts';
import { playPersona, type SimulateOptions } from '../../cli/simulate/play-persona.ts';
import { playProgramme, type ProgrammeOptions, type Transcript } from '../../cli/simulate/programme/play-programme.ts';
import { journeysPath, workflowBundle } from '../../cli/simulator/bundle.ts';
import type { DatabaseConnection } from '../../db/client.ts';
import type { JourneySpec } from '../../domain/journey.ts';

/** Plays journeys with personas, as `npm run simulate` does, for the tests of a file: their lines are the answer. */
export const usePersonas = (workflowsPath = journeysPath) => {
  const state: { server?: BacktestServer; code?: string } = {};
  beforeAll(async () => {
    state.server = await openServer(inject('postgresUrl'), {});
    state.code = (await workflowBundle(workflowsPath)).code;
  }, 60_000);
  afterAll(async () => state.server?.stop());
  const withDatabase = async <Answer>(use: (connection: DatabaseConnection) => Promise<Answer>): Promise<Answer> => {
    const connection = await state.server!.open();
    try {
      return await use(connection);
    } finally {
      await connection.close();
    }
  };
  /** One journey. */
  const play = async (
    { spec }: { readonly spec: JourneySpec },
    persona: string | Persona,
    options: SimulateOptions = {},
  ): Promise<readonly string[]> => {
    const who = typeof persona === 'string' ? await findPersona(persona) : persona;
    return withDatabase(
      async (connection) => (await playPersona(connection, { spec, code: state.code! }, who, options)).lines,
    );
  };
  /** All of them together. */
  const programme = async (
    specs: readonly JourneySpec[],
    persona: Persona,
    options: ProgrammeOptions = {},
  ): Promise<Transcript> =>
    withDatabase(async (connection) => playProgramme(connection, { specs, code: state.code! }, persona, options));
  return Object.assign(play, { programme });
};

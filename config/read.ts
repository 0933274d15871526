import { z } from 'zod';

/** The environment as a process sees it; only entry points pass the real one. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Thrown at start, before anything is opened: names every variable that is wrong, and why. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'RELANCE_CONFIGURATION';
}

/**
 * Reads the variables of `shape` from `environment`; an empty variable counts as not set.
 *
 * @throws ConfigurationError listing each wrong or missing variable with the remedy.
 */
export const readEnvironment = <Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Environment,
): z.infer<z.ZodObject<Shape>> => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = z.object(shape).safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return given[name] === undefined ? `${name} is not set: ${issue.message}` : `${name} is wrong: ${issue.message}`;
  });
  throw new ConfigurationError(`Wrong environment:\n  ${lines.join('\n  ')}\nSee .env.example for every variable.`);
};

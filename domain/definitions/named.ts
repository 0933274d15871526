import { savedName } from './definition.ts';

/** The definitions that something saved names, such as a policy or a campaign: as a value or as a key, wherever it stands. */
export const definitionsNamedIn = (...bodies: readonly unknown[]): readonly string[] => {
  const found = new Set<string>();
  const look = (body: unknown): void => {
    if (typeof body === 'string') {
      const name = savedName(body);
      if (name !== undefined) found.add(name);
    } else if (typeof body === 'object' && body !== null) {
      for (const [key, value] of Object.entries(body)) {
        look(key);
        look(value);
      }
    }
  };
  for (const body of bodies) look(body);
  return [...found].toSorted();
};

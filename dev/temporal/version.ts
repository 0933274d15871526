/** The version of the Temporal CLI that is downloaded or built; `go/go.mod` names the same one. */
export const temporalCliVersion = '1.8.2';

/** The oldest server that has all that Relance uses (worker versioning, summaries, signalWithStart policies). */
export const oldestServer: ServerVersion = [1, 29];

type ServerVersion = readonly [major: number, minor: number];

/** Reads `temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)`; undefined when it is not that. */
export const readServerVersion = (output: string): ServerVersion | undefined => {
  const found = /Server (\d+)\.(\d+)/.exec(output);
  return found ? [Number(found[1]), Number(found[2])] : undefined;
};

export const isOlder = (version: ServerVersion, than: ServerVersion): boolean =>
  version[0] < than[0] || (version[0] === than[0] && version[1] < than[1]);

import { z } from 'zod';

/** Advisories of one severity and more fail the check. */
const failing = ['high', 'critical'] as const;

const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), fixAvailable: z.unknown().optional() })),
});

/** What `npm audit --json` came to. */
export type Audit =
  | { readonly outcome: 'not answered'; readonly why: string }
  | { readonly outcome: 'clean' | 'failed'; readonly known: number; readonly failing: readonly string[] };

/** Reads the report; whatever is none means that the registry did not answer. */
export const readReport = (text: string): Audit => {
  const json = parseJson(text);
  const parsed = report.safeParse(json);
  if (!parsed.success) {
    const message = z.object({ message: z.string() }).safeParse(json);
    return { outcome: 'not answered', why: message.success ? message.data.message : 'no report came' };
  }
  const known = Object.entries(parsed.data.vulnerabilities);
  const bad = known.filter(([, { severity }]) => (failing as readonly string[]).includes(severity));
  return {
    outcome: bad.length > 0 ? 'failed' : 'clean',
    known: known.length,
    failing: bad.map(
      ([name, { severity, fixAvailable }]) => `${name}: ${severity}${fixAvailable ? ', a fix exists' : ''}`,
    ),
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

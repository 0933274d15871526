import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../../dev/demo/intake.ts';
import type { Acceptance } from '../../../test/fake-resend/fake-resend.ts';
import { files, type ProviderLine, type RunNotes } from '../judging/files.ts';

/** Writes down what the judge will read, as it happens. */
export interface RunRecord {
  answer(answer: Answer): void;
  acceptance(acceptance: Acceptance): void;
  notes(notes: RunNotes): void;
}

export const openRecord = (folder: string): RunRecord => {
  mkdirSync(folder, { recursive: true });
  for (const file of Object.values(files)) rmSync(join(folder, file), { force: true });
  const append = (file: string, line: unknown): void => appendFileSync(join(folder, file), `${JSON.stringify(line)}\n`);
  return {
    answer: (answer) => append(files.answers, answer),
    acceptance: ({ key, to, subject, body, acceptedAt }) =>
      append(files.provider, {
        key,
        acceptedAt,
        to,
        subject,
        text: String(body['text']),
        headers: (body['headers'] ?? {}) as ProviderLine['headers'],
      } satisfies ProviderLine),
    notes: (notes) => writeFileSync(join(folder, files.notes), `${JSON.stringify(notes, null, 2)}\n`),
  };
};

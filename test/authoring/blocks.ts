import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../repository/copy-sources.ts';

/** A block of code of docs/authoring.md. */
export interface Block {
  readonly language: string;
  /** Where it stands in a repository. */
  readonly path?: string;
  /** True: another body of the journey that was shown there before. */
  readonly isBody: boolean;
  readonly text: string;
}

export const page = readFileSync(join(repository, 'docs/authoring.md'), 'utf8');

export const blocks: readonly Block[] = [...page.matchAll(/^```(\w*)(?: (\S+))?( body)?\n([\s\S]*?)^```$/gmu)].map(
  ([, language, path, body, text]) => ({
    language: language!,
    ...(path !== undefined && { path }),
    isBody: body !== undefined,
    text: text!,
  }),
);

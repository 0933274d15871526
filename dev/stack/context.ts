import type { StackConfig } from '../../config/stack.ts';
import type { Folders } from '../data/folders.ts';
import type { RunningFile } from '../data/running-file.ts';
import type { StackOptions } from '../options.ts';
import type { Teardown } from '../process/teardown.ts';
import type { Report } from '../terminal/report.ts';

/** What every part of the stack is started with. */
export interface StackContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly config: StackConfig;
  readonly options: StackOptions;
  readonly folders: Folders;
  readonly teardown: Teardown;
  readonly running: RunningFile;
  readonly report: Report;
}

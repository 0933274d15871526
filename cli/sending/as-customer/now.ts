import { askNow } from '../../../api/explain/ask-now.ts';
import { PersonUnknownError } from '../../privacy/person-options.ts';
import { askDeps, type MessageOptions, withMessage } from './asked.ts';

/** `npm run test-send -- now`: what would happen to the message now, and when it will be possible. */
export const now = async (options: MessageOptions): Promise<void> =>
  withMessage(options, async ({ database, ...by }) => {
    const found = await askNow(askDeps(database), by);
    if (!found) throw new PersonUnknownError(by.store.id, 'id');
    for (const { rule, says, sentence } of found.now.verdicts) console.log(`${says.padEnd(8)}  ${rule}  ${sentence}`);
    console.log(found.now.sentence);
    console.log(found.possible.sentence);
  });

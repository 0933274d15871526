import type { dryRunView } from '../../explain/dry-run-view.ts';
import { MessageSelect } from '../parts/message-select.tsx';
import { VerdictList } from './verdict-list.tsx';

interface DryRunFormProps {
  readonly action: string;
  readonly message: string | undefined;
}

/** Which message is asked about. */
export const DryRunForm = ({ action, message }: DryRunFormProps) => (
  <form className="choice" action={action}>
    <MessageSelect value={message} />
    <button>Ask</button>
  </form>
);

const abouts = {
  waiting: 'The step that the journey waits with',
  next: 'The next step of the journey under way',
  supposed: 'If the journey began now and came to this step',
} as const;

/** What the rules say about it now, and when it would be possible; nothing is sent by asking. */
export const DryRunResult = ({ view }: { readonly view: ReturnType<typeof dryRunView> }) => (
  <div id="dry-run" role="status">
    <p>
      <strong>{view.possible.sentence}</strong>
    </p>
    <p>
      {abouts[view.about]} (<code>{view.step}</code>): {view.now.sentence}
    </p>
    <details>
      <summary>What each rule says</summary>
      <VerdictList verdicts={view.now.verdicts} />
    </details>
  </div>
);

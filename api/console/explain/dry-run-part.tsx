import { templateIds } from '../../../activities/templates/index.ts';
import type { dryRunView } from '../../explain/dry-run-view.ts';
import { specs } from '../../specs.ts';
import { journeyWords } from '../parts/words.ts';
import { VerdictList } from './verdict-list.tsx';
import { Select } from '../parts/select.tsx';

interface DryRunFormProps {
  readonly action: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Which message is asked about. */
export const DryRunForm = ({ action, query }: DryRunFormProps) => (
  <form className="choice" action={action}>
    <Select
      name="journey"
      label="Journey"
      value={query['journey']}
      options={specs.map(({ name }) => [name, journeyWords(name)])}
    />
    <Select name="template" label="Message" value={query['template']} options={templateIds.map((id) => [id, id])} />
    <Select
      name="channel"
      label="Channel"
      value={query['channel']}
      options={[
        ['email', 'E-mail'],
        ['sms', 'SMS'],
      ]}
    />
    <button>Ask</button>
  </form>
);

const abouts = {
  waiting: 'The step that the journey waits with',
  next: 'The next step of the journey under way',
  supposed: 'If the journey began now',
} as const;

/** What the rules say about it now, and when it would be possible; nothing is sent by asking. */
export const DryRunResult = ({ view }: { readonly view: ReturnType<typeof dryRunView> }) => (
  <div id="dry-run" role="status">
    <p>
      {abouts[view.about]} (<code>{view.step}</code>): {view.now.sentence}
    </p>
    <p>
      <strong>{view.possible.sentence}</strong>
    </p>
    <details>
      <summary>What each rule says</summary>
      <VerdictList verdicts={view.now.verdicts} />
    </details>
  </div>
);

import { listMessages } from '../../../db/pages/messages.ts';
import { readStoreSwitches } from '../../../db/pages/switches.ts';
import { readRun } from '../../../db/pages/runs.ts';
import { workflowIdOf } from '../../../db/road/runs.ts';
import type { RunId } from '../../../domain/ids.ts';
import { asUuid, type Page } from '../page.ts';
import { Badge, CustomerLink, Facts, TemporalLink } from '../parts/bits.tsx';
import { MessageTable } from '../parts/message-table.tsx';
import { SwitchNotices } from '../parts/switch-notices.tsx';
import { Time } from '../parts/time.tsx';
import { ToldTable } from '../parts/told-table.tsx';
import { journeyWords, runStanding } from '../parts/words.ts';

/** One customer in one journey: how it began, what it decided, what ended it. */
export const runPage: Page = {
  path: '/runs/:id',
  async show({ db }, { params, stores }) {
    const id = asUuid(params['id']) as RunId | undefined;
    const row = id && (await readRun(db, id));
    if (!row) return undefined;
    const { run, firstName, told } = row;
    const [messages, switches] = await Promise.all([
      listMessages(db, { run: run.id }, 100),
      readStoreSwitches(db, run.storeId),
    ]);
    return {
      title: `${journeyWords(run.journey)} of ${firstName || 'a customer'}`,
      section: 'runs',
      store: stores.find((store) => store.id === run.storeId),
      body: (
        <>
          {run.state === 'open' && <SwitchNotices switches={switches} journey={run.journey} />}
          <div id="run" data-live>
            <p className="standing">
              <Badge standing={runStanding(run)} /> <TemporalLink run={run}>Open in Temporal</TemporalLink>
            </p>
            <Facts
              facts={[
                ['Customer', <CustomerLink key="customer" id={run.customerId} firstName={firstName} />],
                ['Started', <Time key="started" at={run.startedAt} />],
                ['Last touched', <Time key="touched" at={run.touchedAt} />],
                ['First message due', <Time key="due" at={run.dueAt} />],
                ['Exit', run.exitEvent && <code>{run.exitEvent}</code>],
                ['Exit at', run.exitedAt && <Time at={run.exitedAt} />],
                ['Ended', run.closedAt && <Time at={run.closedAt} />],
                ['Ended because', run.reason],
                ['Entry', run.episode > 1 ? run.episode : null],
                ['Workflow', <code key="workflow">{workflowIdOf(run)}</code>],
              ]}
            />
          </div>
          <section aria-labelledby="steps">
            <h2 id="steps">Messages</h2>
            <MessageTable
              id="run-messages"
              caption="Messages of this run"
              messages={messages}
              empty="No message was decided yet."
            />
          </section>
          <section aria-labelledby="told">
            <h2 id="told">What Temporal was told</h2>
            <ToldTable rows={told} />
          </section>
        </>
      ),
    };
  },
};

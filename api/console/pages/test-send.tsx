import { readTestSend } from '../../../db/test-sends/test-sends.ts';
import { formatMoney } from '../../../domain/money.ts';
import { sampledParts, testSendStates } from '../../../domain/test-send.ts';
import { sentencesOf } from '../../operate/test-send/view.ts';
import { asUuid, type Page } from '../page.ts';
import { Badge, Facts, Table } from '../parts/bits.tsx';
import { formatTime, Time } from '../parts/time.tsx';
import { journeyWords, type Standing } from '../parts/words.ts';

const tones: Readonly<Record<keyof typeof testSendStates, Standing['tone']>> = {
  asked: 'calm',
  sending: 'calm',
  sent: 'good',
  failed: 'bad',
  unknown: 'doubt',
};

/** A message that an operator sent to themselves as a customer would get it: how it went, and what each rule said. */
export const testSendPage: Page = {
  path: '/test-sends/:id',
  async show({ db }, { store, params }) {
    const id = asUuid(params['id']);
    const row = store && id && (await readTestSend(db, store.id, id));
    if (!row) return undefined;
    const { message, state, detail, sampled, segments, cost, askedAt, endedAt, customerId, verdicts } = row;
    const show = { instant: (at: string) => formatTime(new Date(at), store.timezone) };
    const refused = verdicts.some(({ says }) => says !== 'pass');
    return {
      title: `${message.template} as a customer would get it`,
      section: 'customers',
      body: (
        <div id="test-send" data-live>
          <p className="standing">
            <Badge standing={{ tone: tones[state], words: state }} /> {testSendStates[state]}
          </p>
          <Facts
            facts={[
              [
                'As',
                <a key="as" href={`/customers/${customerId}`}>
                  the customer {customerId.slice(0, 8)}
                </a>,
              ],
              ['Journey', journeyWords(message.journey)],
              ['Asked', <Time key="asked" at={askedAt} />],
              ['Ended', endedAt && <Time at={endedAt} />],
              ['Why', detail],
              ['Channel', message.channel],
              [
                'Cost of the test',
                segments === null
                  ? null
                  : `${segments} ${segments === 1 ? 'segment' : 'segments'}, ${formatMoney({ amount: cost ?? 0, currency: store.currency }, 'en')}`,
              ],
              ['Samples', sampled.map((part) => sampledParts[part]).join('; ')],
              ['The customer', verdicts.length > 0 && (refused ? 'would not get it now' : 'would get it now')],
            ]}
          />
          <Table
            id="test-rules"
            caption="What each rule says"
            head={['Rule', 'Says', 'Why']}
            empty="Nobody has judged yet."
          >
            {sentencesOf(verdicts, show).map(({ rule, says, sentence }) => (
              <tr key={rule}>
                <td>{rule}</td>
                <td>{says}</td>
                <td className="wide">{sentence}</td>
              </tr>
            ))}
          </Table>
        </div>
      ),
    };
  },
};

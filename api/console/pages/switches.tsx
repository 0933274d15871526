import { channels } from '../../../domain/journey.ts';
import { readStoreSwitches, type StoreSwitches } from '../../../db/pages/switches.ts';
import { pauseRules, type PauseRule } from '../../../domain/switches/pause.ts';
import { type SendingMode, sendingModes, sendingModeWords } from '../../../domain/switches/sending-mode.ts';
import { journeyModes, storeModeOf } from '../../operate/switches/views.ts';
import { specs } from '../../specs.ts';
import type { Page } from '../page.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Badge, Table } from '../parts/bits.tsx';
import { Input, Selection } from '../forms/field.tsx';
import { scopeWords } from '../parts/switch-notices.tsx';
import { Time } from '../parts/time.tsx';
import { journeyWords, type Standing } from '../parts/words.ts';

/** What is paused, how far the store and its journeys have gone live, and who gets messages on trial; switched here. */
export const switchesPage: Page = {
  path: '/switches',
  async show({ db }, { store }) {
    if (!store) return { title: 'Switches', section: 'switches', body: <p>There is no store yet.</p> };
    const switches = await readStoreSwitches(db, store.id);
    return {
      title: 'Switches',
      section: 'switches',
      body: (
        <>
          <Modes store={store.id} switches={switches} />
          <Pauses store={store.id} switches={switches} />
          <Allowlist store={store.id} switches={switches} />
        </>
      ),
    };
  },
};

interface PartProps {
  readonly store: string;
  readonly switches: StoreSwitches;
}

const standings: Readonly<Record<SendingMode, Standing>> = {
  off: { tone: 'held', words: 'Off' },
  shadow: { tone: 'doubt', words: 'Shadow' },
  allowlist: { tone: 'calm', words: 'Allowlist' },
  on: { tone: 'good', words: 'On' },
};

const Modes = ({ store, switches }: PartProps) => {
  const said = storeModeOf(switches);
  const rows = [
    { journey: '', words: 'The whole store', mode: said?.mode ?? 'on', effective: said?.mode ?? 'on', said },
    ...journeyModes(specs, switches).map((row) => ({ ...row, words: journeyWords(row.journey) })),
  ];
  return (
    <section aria-labelledby="modes-title">
      <h2 id="modes-title">Going live</h2>
      <p>
        {sendingModes.map((mode) => `${mode}: ${sendingModeWords[mode]}`).join('. ')}. Of the store and the journey the
        stricter holds.
      </p>
      <Table id="modes" caption="Modes" head={['Of', 'Is', 'Since', 'By', 'Why', 'Set to']} empty="">
        {rows.map(({ journey, words, mode, effective, said }) => (
          <tr key={journey} id={`mode-${journey || 'store'}`}>
            <td>{words}</td>
            <td>
              <Badge standing={standings[effective]} />
              {effective !== mode && <span className="note">by itself {mode}</span>}
            </td>
            <td className="when">{said ? <Time at={said.since} /> : 'the beginning'}</td>
            <td>{said?.setBy}</td>
            <td className="wide">{said?.why}</td>
            <td>
              <ActForm action="/switches/mode" hidden={{ store, journey }}>
                <Selection name="mode" aria-label={`Mode of ${words}`} defaultValue={mode}>
                  {sendingModes.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </Selection>
                <Why />
                <button>Set</button>
              </ActForm>
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
};

const Why = () => <Input name="why" aria-label="Why" placeholder="Why" required maxLength={500} />;

const ruleWords: Readonly<Record<PauseRule, string>> = {
  shift: 'goes out after the pause, little by little',
  skip: 'is withheld if it became due meanwhile; later steps go on',
  drop: 'is withheld, with all that these runs still had to say',
};

const Pauses = ({ store, switches: { pauses } }: PartProps) => (
  <section aria-labelledby="pauses-title">
    <h2 id="pauses-title">Pauses</h2>
    <Table
      id="pauses"
      caption="Pauses"
      head={['Paused', 'Since', 'By', 'Why', 'What it holds', '']}
      empty="Nothing is paused."
    >
      {pauses.map((pause) => (
        <tr key={pause.id} id={`pause-${pause.id}`}>
          <td className="wide">{scopeWords(pause)}</td>
          <td className="when">
            <Time at={pause.since} />
          </td>
          <td>{pause.pausedBy}</td>
          <td className="wide">{pause.why}</td>
          <td className="wide">{ruleWords[pause.rule]}</td>
          <td>
            <ActForm action="/switches/resume" hidden={{ store, pause: pause.id }}>
              <Why />
              <button>Go on</button>
            </ActForm>
          </td>
        </tr>
      ))}
    </Table>
    <ActForm action="/switches/pause" className="new-key" hidden={{ store }}>
      <Choice name="journey" label="Journey" of={specs.map(({ name }) => name)} />
      <Choice name="channel" label="Channel" of={channels} />
      <Choice name="purpose" label="Purpose" of={['marketing', 'transactional']} />
      <Choice name="season" label="Season" of={['normal', 'event', 'dday']} />
      <label>
        Step of the journey <Input name="step" placeholder="cart/offer#1" maxLength={200} />
      </label>
      <label>
        What is held
        <Selection name="rule">
          {pauseRules.map((rule) => (
            <option key={rule} value={rule}>
              {ruleWords[rule]}
            </option>
          ))}
        </Selection>
      </label>
      <label>
        Spread over <Input name="spread" placeholder="10 minutes" maxLength={20} />
      </label>
      <label>
        Why <Input name="why" required maxLength={500} />
      </label>
      <button>Pause</button>
    </ActForm>
  </section>
);

const Choice = ({
  name,
  label,
  of,
}: {
  readonly name: string;
  readonly label: string;
  readonly of: readonly string[];
}) => (
  <label>
    {label}
    <Selection name={name}>
      <option value="">any</option>
      {of.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </Selection>
  </label>
);

const Allowlist = ({ store, switches: { allowed } }: PartProps) => (
  <section aria-labelledby="allowlist-title">
    <h2 id="allowlist-title">Who gets messages on trial</h2>
    <Table id="allowlist" caption="Allowlist" head={['Who', 'Since', 'By', 'Why', '']} empty="Nobody is on the list.">
      {allowed.map(({ kind, value, addedAt, addedBy, why }) => (
        <tr key={value}>
          <td>
            {kind === 'customer' ? (
              <a href={`/customers/${value}`}>Customer {value.slice(0, 8)}</a>
            ) : (
              <>
                An address, <code>{value.slice(0, 12)}</code>
              </>
            )}
          </td>
          <td className="when">
            <Time at={addedAt} />
          </td>
          <td>{addedBy}</td>
          <td className="wide">{why}</td>
          <td>
            <ActForm action="/switches/disallow">
              <input type="hidden" name="store" value={store} />
              <input type="hidden" name="kind" value={kind} />
              <button name="value" value={value}>
                Take off
              </button>
            </ActForm>
          </td>
        </tr>
      ))}
    </Table>
    <ActForm action="/switches/allow" className="new-key" hidden={{ store }}>
      <label>
        Known by
        <Selection name="by">
          <option value="email">e-mail address</option>
          <option value="phone">phone number</option>
          <option value="id">the store’s customer id</option>
        </Selection>
      </label>
      <label>
        Which is <Input name="name" required maxLength={320} />
      </label>
      <label>
        Why <Input name="why" required maxLength={500} />
      </label>
      <button>Put on the list</button>
    </ActForm>
  </section>
);

import type { StoreRow } from '../../../db/shop/stores.ts';
import type { Lack } from '../../../domain/coverage/coverage.ts';
import { lackSentences, refusalSentence } from '../../operate/switches/switch-mode.ts';
import type { Shown } from '../page.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Input } from '../forms/field.tsx';
import { journeyWords } from '../parts/words.ts';

/** Why a journey was not switched on, what to do about it, and the button for who knows better. */
export const notSwitchedOn = (store: StoreRow, journey: string, lacks: readonly Lack[]): Shown => ({
  title: 'Not switched on',
  section: 'switches',
  store,
  body: (
    <>
      <p role="alert">{refusalSentence(journeyWords(journey))}.</p>
      <ul id="lacks">
        {lackSentences(lacks).map((sentence) => (
          <li key={sentence}>{sentence}.</li>
        ))}
      </ul>
      <p>
        How much is wanted of each field is in the policy <a href="/policies/coverage">coverage</a>; what every journey
        lacks, on the page <a href={`/data?store=${encodeURIComponent(store.id)}`}>Data</a>. Until then it can be tried
        out: in shadow, or for the allowlist.
      </p>
      <ActForm action="/switches/mode" className="new-key" hidden={{ store: store.id, journey, mode: 'on' }}>
        <input type="hidden" name="inSpiteOf" value={lacks.map(({ field }) => field).join(',')} />
        <label>
          Why it is switched on all the same <Input name="why" required maxLength={500} />
        </label>
        <button>Switch it on in spite of it</button>
      </ActForm>
    </>
  ),
});

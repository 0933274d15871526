import type { MessageRow } from '../../../db/ledger/ledger.ts';
import { ActForm } from '../forms/act-form.tsx';

/** What a person can say of a message of unknown fate, after a look at the provider. */
export const ResolveForm = ({ message }: { readonly message: Pick<MessageRow, 'id' | 'provider'> }) => (
  <section className="attention" aria-labelledby="fate">
    <h2 id="fate">Was it sent?</h2>
    <p>
      {message.provider ?? 'The provider'} may have accepted it. It is never sent again by itself. Look there for the
      tag <code>relance_message</code> with <code>{message.id}</code>, then say what you found. Neither button sends
      anything; the provider’s own word, if it comes later, wins.
    </p>
    <ActForm action={`/messages/${message.id}/resolve`}>
      <button name="verdict" value="sent">
        It was sent
      </button>
      <button name="verdict" value="not sent">
        It was not sent
      </button>
    </ActForm>
  </section>
);

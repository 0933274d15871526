import type { CustomerId } from '../../../domain/ids.ts';
import { testTemplates } from '../../operate/test-send/wish.ts';
import { specs } from '../../specs.ts';
import { ActForm } from './act-form.tsx';

/** "Send me this message as this customer." */
export const TestSendForm = ({ customer }: { readonly customer: CustomerId }) => (
  <section aria-labelledby="test-title">
    <h2 id="test-title">As this customer</h2>
    <ActForm action={`/customers/${customer}/test-send`} className="new-key">
      <label>
        Journey
        <select name="journey">
          {specs.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        Message
        <select name="template">
          {testTemplates.map((template) => (
            <option key={template}>{template}</option>
          ))}
        </select>
      </label>
      <label>
        Offer that it would name <input name="offer" maxLength={100} />
      </label>
      <button>Send it to me</button>
    </ActForm>
  </section>
);

import type { CustomerId } from '../../../domain/ids.ts';
import { ActForm } from '../forms/act-form.tsx';
import { MessageSelect } from './message-select.tsx';

interface TestSendFormProps {
  readonly customer: CustomerId;
  readonly message: string;
  readonly offer: string | undefined;
}

/** Which message is looked at as the customer would get it. */
export const LookForm = (props: Pick<TestSendFormProps, 'customer'> & Partial<TestSendFormProps>) => (
  <form className="choice" action={`/customers/${props.customer}/preview`}>
    <MessageSelect value={props.message} />
    <label>
      Another offer{' '}
      <input name="offer" maxLength={100} defaultValue={props.offer} placeholder="as the journey has it" />
    </label>
    <button>Look at it</button>
  </form>
);

/** "Send me this message as this customer." */
export const TestSendForm = ({ customer, message, offer }: TestSendFormProps) => (
  <ActForm action={`/customers/${customer}/test-send`}>
    <input type="hidden" name="message" value={message} />
    {offer && <input type="hidden" name="offer" value={offer} />}
    <button>Send it to me</button>
  </ActForm>
);

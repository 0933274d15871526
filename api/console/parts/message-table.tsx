import type { MessageSummary } from '../../../db/pages/messages.ts';
import { Badge, CustomerLink, Reason, Table } from './bits.tsx';
import { Time } from './time.tsx';
import { messageStanding } from './words.ts';

interface MessageTableProps {
  readonly id: string;
  readonly caption: string;
  readonly messages: readonly MessageSummary[];
  readonly empty: string;
}

/** Messages with how each stands and why. */
export const MessageTable = ({ id, caption, messages, empty }: MessageTableProps) => (
  <Table id={id} caption={caption} head={['When', 'State', 'Message', 'Customer', 'Step']} empty={empty}>
    {messages.map((message) => (
      <tr key={message.id} id={`message-${message.id}`}>
        <td className="when">
          <Time at={message.acceptedAt ?? message.decidedAt} />
        </td>
        <td>
          <Badge standing={messageStanding(message.state)} />
        </td>
        <td className="wide">
          <a href={`/messages/${message.id}`}>{message.subject ?? message.template}</a>
          <MessageNote message={message} />
        </td>
        <td>
          <CustomerLink id={message.customerId} firstName={message.firstName} />
          {message.to && <span className="note">{message.to}</span>}
        </td>
        <td>
          <a href={`/runs/${message.runId}`}>
            <code>{message.step}</code>
          </a>
        </td>
      </tr>
    ))}
  </Table>
);

const MessageNote = ({ message }: { readonly message: MessageSummary }) => {
  if (message.state === 'planned' && message.notBefore) {
    return (
      <span className="note">
        {message.reason && <Reason reason={message.reason} />} until <Time at={message.notBefore} />
      </span>
    );
  }
  if (message.reason) {
    return (
      <span className="note">
        <Reason reason={message.reason} />
      </span>
    );
  }
  return message.lastError && message.state !== 'accepted' ? <span className="note">{message.lastError}</span> : null;
};

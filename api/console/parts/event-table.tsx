import type { listCustomerEvents } from '../../../db/pages/customers.ts';
import { Badge, Table } from './bits.tsx';
import { Time } from './time.tsx';
import { eventStandings, ignoredWords } from './words.ts';

interface EventTableProps {
  readonly id: string;
  readonly events: Awaited<ReturnType<typeof listCustomerEvents>>;
}

/** What the store told, with what became of it. */
export const EventTable = ({ id, events }: EventTableProps) => (
  <Table
    id={id}
    caption="Events, newest first"
    head={['Happened', 'Event', 'Fate', 'Store’s id']}
    empty="No event yet."
  >
    {events.map((event) => (
      <tr key={event.id} id={`event-${event.id}`}>
        <td className="when">
          <Time at={event.occurredAt} />
        </td>
        <td>
          <code>{event.type}</code>
        </td>
        <td className="wide">
          <Badge standing={eventStandings[event.fate]} />
          {event.reason && (
            <span className="note">
              {ignoredWords(event.reason)} <code>{event.reason}</code>
            </span>
          )}
        </td>
        <td>
          <code>{event.eventId}</code>
        </td>
      </tr>
    ))}
  </Table>
);

import type { Cap } from '../../../domain/policy/caps.ts';
import { type capChoices, capChoicesOf, type capWindows } from '../../policies/forms/caps.ts';
import { FieldFlaws, flawsOfField, wrongWith } from './flaws-of.tsx';
import type { Draft } from './draft.ts';
import { Choice, isKept, Row, rowsToShow, Text, Tick } from './row-fields.tsx';

/** How much a customer gets at most: one cap an entry. */
export const CapsFields = ({ draft }: { readonly draft: Draft }) => {
  const flaws = flawsOfField(draft, 'passiveAfter');
  return (
    <>
      {rowsToShow('caps', draft).map((row) => (
        <CapFields key={row} draft={draft} row={`caps.${row}`} />
      ))}
      <div className="field">
        <label>
          Who answered none of the last so many messages is passive
          <input
            name="field.passiveAfter"
            defaultValue={draft.texts['passiveAfter'] ?? ''}
            inputMode="numeric"
            {...wrongWith('passiveAfter', flaws)}
          />
        </label>
        <FieldFlaws name="passiveAfter" flaws={flaws} />
      </div>
    </>
  );
};

const capChannels: Readonly<Record<Cap['channel'], string>> = {
  email: 'e-mail',
  sms: 'SMS, WhatsApp too',
  whatsapp: 'WhatsApp alone',
  all: 'any channel',
};

const windows: Readonly<Record<(typeof capWindows)[number], string>> = {
  day: 'the customer’s day',
  week: 'the customer’s week, from Monday',
  month: 'the customer’s month',
  rolling: 'the last so long:',
};

const lists: readonly (readonly [keyof typeof capChoices, string])[] = [
  ['who', 'Only about customers who are'],
  ['except', 'Not about customers who are'],
  ['lastFor', 'The last place is kept for messages of'],
  ['ranks', 'Only about messages of these ranks'],
];

const CapFields = (of: { readonly draft: Draft; readonly row: string }) => {
  const { draft, row } = of;
  const isTicked = Object.keys(draft.texts).some((name) => lists.some(([list]) => name.startsWith(`${row}.${list}.`)));
  return (
    <Row {...of} title={isKept(of) ? (draft.texts[`${row}.id`] ?? '') : 'One more cap'}>
      <Text {...of} name="normal" label="At most" kind="numeric" />
      <Text {...of} name="event" label="during an event" kind="numeric" />
      <Text {...of} name="dday" label="on its day" kind="numeric" />
      <Text {...of} name="back" label="back to normal over" placeholder="3 days" />
      <Choice {...of} name="channel" label="By" words={capChannels} />
      <Choice
        {...of}
        name="purpose"
        label="Counted"
        words={{ marketing: 'marketing', all: 'all messages; only marketing is held back' }}
      />
      <Choice {...of} name="per" label="In" words={windows} />
      <Text {...of} name="rolling" label="so long" placeholder="7 days" />
      <Text {...of} name="id" label="Name" placeholder="email-day" />
      <details open={isTicked}>
        <summary>About whom and what</summary>
        {lists.map(([list, words]) => (
          <fieldset key={list}>
            <legend>{words}</legend>
            {capChoicesOf(list, `${row}.`, draft.texts).map((one) => (
              <Tick key={one} {...of} name={`${list}.${one}`} label={one} />
            ))}
          </fieldset>
        ))}
      </details>
    </Row>
  );
};

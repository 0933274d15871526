import type { Flaw } from '../../events/flaw.ts';
import type { Draft } from './draft.ts';

/** What is wrong with a field, or with anything inside of it. */
export const flawsOfField = ({ flaws }: Pick<Draft, 'flaws'>, name: string): readonly Flaw[] =>
  flaws.filter(({ field }) => `${field}.`.startsWith(`policy.${name}.`));

/** What a field carries that has flaws, so that who hears the page hears them with it. */
export const wrongWith = (name: string, flaws: readonly Flaw[]): object =>
  flaws.length > 0 ? { 'aria-invalid': true, 'aria-describedby': idOf(name) } : {};

const idOf = (name: string): string => `flaws-${name}`;

/** The flaws of a field, below it; nothing where all is well. */
export const FieldFlaws = ({ name, flaws }: { readonly name: string; readonly flaws: readonly Flaw[] }) =>
  flaws.length > 0 && (
    <ul className="flaws plain" id={idOf(name)}>
      {flaws.map(({ field, problem }) => (
        <li key={`${field} ${problem}`}>
          <code>{field}</code> {problem}
        </li>
      ))}
    </ul>
  );

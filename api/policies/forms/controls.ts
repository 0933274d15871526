import type { JsonSchema } from '../../docs/event-schemas.ts';
import type { Flaw } from '../../events/flaw.ts';

/** One field of a section as a form shows it; what is a list or a table of its own is written as JSON. */
export interface Control {
  /** `cart.oldPrice` */
  readonly path: string;
  readonly about: string;
  readonly kind: 'text' | 'number' | 'yes-no' | 'choice' | 'json';
  readonly options: readonly string[];
  readonly required: boolean;
}

/** The fields of a section in order, those of its groups by their path. */
export const controlsOf = (schema: JsonSchema, prefix = ''): readonly Control[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, given]) => {
    const property = given as JsonSchema;
    const path = `${prefix}${name}`;
    const required = schema.required?.includes(name) ?? false;
    // What may be left out whole is one field: an empty one leaves it out.
    if (property.properties && required) return controlsOf(property, `${path}.`);
    const options = (property.enum ?? []).map(String);
    return [{ path, about: property.description ?? '', kind: kindOf(property), options, required }];
  });

const kindOf = ({ type, enum: words }: JsonSchema): Control['kind'] => {
  if (words) return 'choice';
  if (type === 'boolean') return 'yes-no';
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'string' ? 'text' : 'json';
};

/** What a form shows of each field, by path. */
export const controlTexts = (controls: readonly Control[], policy: object): Readonly<Record<string, string>> =>
  Object.fromEntries(
    controls.map(({ path, kind }) => {
      const value = path
        .split('.')
        .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], policy);
      return [path, value === undefined ? '' : textOf(kind, value)];
    }),
  );

const textOf = (kind: Control['kind'], value: unknown): string => {
  if (kind === 'yes-no') return value === true ? 'yes' : 'no';
  return kind === 'json' ? JSON.stringify(value, null, 2) : String(value);
};

/** The section that a form's texts make; what cannot be read is a flaw of its field, and what it means zod decides. */
export const readControls = (
  controls: readonly Control[],
  texts: Readonly<Record<string, string>>,
): { readonly policy: unknown; readonly flaws: readonly Flaw[] } => {
  const policy: Record<string, unknown> = {};
  const flaws: Flaw[] = [];
  for (const control of controls) {
    const names = control.path.split('.');
    const group = names.slice(0, -1).reduce((at, name) => (at[name] ??= {}) as Record<string, unknown>, policy);
    const text = texts[control.path] ?? '';
    if (text.trim() === '' && !control.required) continue;
    try {
      group[names.at(-1)!] = valueOf(control, text);
    } catch (error) {
      flaws.push({ field: `policy.${control.path}`, problem: `is not JSON: ${(error as Error).message}` });
    }
  }
  return { policy, flaws };
};

const valueOf = ({ kind }: Control, text: string): unknown => {
  if (kind === 'json') return JSON.parse(text);
  if (kind === 'yes-no') return text === 'yes';
  // Anything else is refused by the schema, which says what is wanted.
  return kind === 'number' && /^-?\d+(\.\d+)?$/u.test(text.trim()) ? Number(text) : text;
};

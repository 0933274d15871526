import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  oneof,
  record,
  string,
  stringMatching,
} from 'fast-check';
import type { JsonSchema } from '../../../../api/docs/event-schemas.ts';
import { noon } from '../../intake-server.ts';

const strings: Readonly<Record<string, Arbitrary<string>>> = {
  'date-time': integer({ min: -400, max: 23 }).map((hours) => new Date(noon + hours * 3_600_000).toISOString()),
  uri: constantFrom('https://shop.example/a', 'http://shop.example/?q=%20#x', 'https://user@shop.example:8443/é'),
  email: stringMatching(/^[a-z][a-z0-9]{0,20}(\.[a-z]{1,9})?@[a-z]{1,9}\.example$/),
};

const stringOf = ({ format, pattern, minLength = 0, maxLength = 2000 }: JsonSchema): Arbitrary<string> => {
  if (format !== undefined && strings[format]) return strings[format];
  if (pattern === '^[A-Z]{3}$') return constant('EUR');
  if (pattern === '^\\d\\d-\\d\\d$') return constantFrom('05-14', '02-29', '12-31');
  if (pattern?.includes('00)')) return constantFrom('+33 6 12 34 56 78', '0033612345679', '+44 20 7946 0958');
  const kept = (text: string): boolean =>
    text.trim().length >= minLength && !/[\p{Cc}\u2028\u2029]|^__proto__$/u.test(text);
  return string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 30) }).filter(kept);
};

/** Values that a JSON Schema of ours allows: from the description alone, as whoever reads it would write them. */
export const arbitraryOf = (schema: JsonSchema): Arbitrary<unknown> => {
  if ('const' in schema) return constant(schema.const);
  if (schema.enum) return constantFrom(...schema.enum);
  if (schema.anyOf) return oneof(...schema.anyOf.map((one) => arbitraryOf(one)));
  switch (schema.type) {
    case 'string':
      return stringOf(schema);
    case 'integer':
      return integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000 });
    case 'number':
      return double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return boolean();
    case 'array':
      return array(arbitraryOf(schema.items as JsonSchema), { minLength: schema.minItems ?? 0, maxLength: 4 });
    case 'object':
      return objectOf(schema);
    case 'null':
      return constant(null);
    case undefined:
    default:
      throw new Error(`no values are made yet from ${JSON.stringify(schema)}`);
  }
};

const objectOf = ({
  properties,
  required = [],
  additionalProperties,
  propertyNames,
}: JsonSchema): Arbitrary<object> => {
  if (!properties) {
    const keys = arbitraryOf(propertyNames as JsonSchema) as Arbitrary<string>;
    return dictionary(keys, arbitraryOf(additionalProperties as JsonSchema), { maxKeys: 4, noNullPrototype: true });
  }
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, arbitraryOf(one as JsonSchema)]),
  );
  return record(model, { requiredKeys: [...required], noNullPrototype: true });
};

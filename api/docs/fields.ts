import type { JsonSchema } from './event-schemas.ts';

/** One field of an event's data, for people. */
export interface Field {
  /** `lines[].unitPrice.amount` */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly about: string;
}

/** The fields of a schema, nested ones by their path. */
export const fieldsOf = (schema: JsonSchema, prefix = ''): readonly Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, given]) => {
    const property = given as JsonSchema;
    const path = `${prefix}${name}`;
    const field: Field = {
      path,
      type: typeOf(property),
      required: schema.required?.includes(name) ?? false,
      about: property.description ?? '',
    };
    const items = property.items as JsonSchema | undefined;
    if (items?.properties) return [field, ...fieldsOf(items, `${path}[].`)];
    return [field, ...fieldsOf(property, `${path}.`)];
  });

const typeOf = (schema: JsonSchema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items as JsonSchema)}`;
  if (schema.type === 'object' && schema.additionalProperties) return 'names and values';
  return schema.format ? `${String(schema.type)} (${schema.format})` : String(schema.type ?? 'any');
};

/** Where a list goes on: after the row with this instant and id, newest first. */
export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

export const cursorText = ({ at, id }: Cursor): string => `${at.toISOString()}_${id}`;

/** Undefined when `text` is no cursor, as `cursorText` writes it: PostgreSQL takes no other. */
export const parseCursor = (text: string | undefined): Cursor | undefined => {
  const [, instant = '', id = ''] = written.exec(text ?? '') ?? [];
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? undefined : { at, id };
};

const written = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

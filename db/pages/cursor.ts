/** Where a list goes on: after the row with this instant and id, newest first. */
export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

export const cursorText = ({ at, id }: Cursor): string => `${at.toISOString()}_${id}`;

/** Undefined when `text` is no cursor. */
export const parseCursor = (text: string | undefined): Cursor | undefined => {
  const [instant, id] = text?.split('_') ?? [];
  const at = new Date(instant ?? Number.NaN);
  return id && /^[0-9a-f-]{36}$/u.test(id) && !Number.isNaN(at.getTime()) ? { at, id } : undefined;
};

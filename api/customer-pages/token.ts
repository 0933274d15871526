const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** The secret of a link as it stands in its path; undefined when it cannot be one of ours. */
export const asToken = (text: unknown): string | undefined =>
  typeof text === 'string' && uuid.test(text) ? text.toLowerCase() : undefined;

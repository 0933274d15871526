/** libpq's form of a URL whose server is reached by a socket in a folder: `postgres://relance@%2Frun%2Fpostgresql:5432/shop`. */
const withFolder = /^postgres(?:ql)?:\/\/(?:[^@/]*@)?(%2f[^:/?]*)(?::(\d+))?(?:[/?]|$)/iu;

/** The option by which the driver is told of such a socket, which it does not find in a URL by itself. */
export const socketOf = (url: string): { readonly path?: string } => {
  const [, folder, port = '5432'] = withFolder.exec(url) ?? [];
  return folder === undefined ? {} : { path: `${decodeURIComponent(folder)}/.s.PGSQL.${port}` };
};

import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** What only our inside says: stack frames, paths, SQL, names of the driver and of its errors. */
const ofOurInside: readonly RegExp[] = [
  /\n\s+at .+:\d+:\d+/,
  /node_modules|node:internal/,
  /\b(?:insert into|update|delete from|select .* from) "?(?:inbox|customers|customer_aliases|carts|orders|products|runs|outbox|messages|stores|api_keys|consents)\b/i,
  /drizzle|postgres(?:ql)?(?:error|:\/\/)|failed query|sqlstate/i,
  /(?:Type|Range|Reference|Syntax|URI|ZodE|Postgres)Error/,
  /violates \w+ constraint|invalid input syntax|invalid byte sequence/,
];

/** The piece of an answer that tells of our inside; undefined when it tells nothing. */
export const leakIn = (answer: string): string | undefined => {
  if (answer.includes(root)) return root;
  for (const pattern of ofOurInside) {
    const found = pattern.exec(answer);
    if (found) return found[0];
  }
  return undefined;
};

import { withQuery } from './bits.tsx';

interface OlderProps {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly cursor: string;
}

/** The way to a list's next rows, older than `cursor`. */
export const Older = ({ path, query, cursor }: OlderProps) => (
  <p>
    <a className="button" href={withQuery(path, { ...query, before: cursor })}>
      Older
    </a>
  </p>
);

import type { ReactNode } from 'react';
import { workflowIdOf, type RunRow } from '../../../db/road/runs.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { useConsole } from './context.ts';
import { reasonWords, type Standing } from './words.ts';

/** A small label that says how something stands, in words and in colour. */
export const Badge = ({ standing }: { readonly standing: Standing }) => (
  <span className={`badge ${standing.tone}`}>{standing.words}</span>
);

/** A reason in words, with the code that programs use. */
export const Reason = ({ reason }: { readonly reason: string }) => (
  <span className="reason">
    {reasonWords(reason)} <code>{reason}</code>
  </span>
);

/** The customer by first name, or by the beginning of our id. */
export const CustomerLink = ({ id, firstName }: { readonly id: CustomerId; readonly firstName: string | null }) => (
  <a href={`/customers/${id}`}>{firstName || `Customer ${id.slice(0, 8)}`}</a>
);

/** Opens the run's workflow in Temporal's UI; nothing when its address is not known. */
export const TemporalLink = ({ run, children }: { readonly run: RunRow; readonly children: ReactNode }) => {
  const { temporalUiUrl, namespace } = useConsole();
  if (!temporalUiUrl) return null;
  return (
    <a className="outside" href={temporalWorkflowUrl(temporalUiUrl, namespace, workflowIdOf(run))}>
      {children}
    </a>
  );
};

/** Where Temporal's UI shows a workflow. */
export const temporalWorkflowUrl = (uiUrl: string, namespace: string, workflow: string): string =>
  `${uiUrl.replace(/\/$/u, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflow)}`;

/** A table that scrolls by itself where the screen is narrow. `id` lets it be renewed live. */
export const Table = (props: {
  readonly id: string;
  readonly caption: string;
  readonly head: readonly string[];
  readonly empty: string;
  readonly children: readonly ReactNode[];
}) => (
  <div className="table" id={props.id} data-live role="group" aria-label={props.caption} tabIndex={0}>
    {props.children.length === 0 ? (
      <p className="empty">{props.empty}</p>
    ) : (
      <table>
        <caption className="hidden">{props.caption}</caption>
        <thead>
          <tr>
            {props.head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    )}
  </div>
);

/** Names and values, one line each; values that are absent are left out. */
export const Facts = ({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="facts">
    {facts
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

/** Links that narrow a list; the one in force is marked. */
export const Filters = (props: {
  readonly label: string;
  readonly path: string;
  readonly parameter: string;
  readonly current: string;
  readonly options: readonly (readonly [value: string, words: string])[];
}) => {
  const { storeQuery } = useConsole();
  return (
    <nav className="filters" aria-label={props.label}>
      {props.options.map(([value, words]) => (
        <a
          key={value}
          href={withQuery(`${props.path}${storeQuery}`, value === '' ? {} : { [props.parameter]: value })}
          {...(value === props.current && { 'aria-current': 'true' })}
        >
          {words}
        </a>
      ))}
    </nav>
  );
};

/** `url` with more query parameters. */
export const withQuery = (url: string, parameters: Readonly<Record<string, string>>): string => {
  const [path, query = ''] = url.split('?');
  const all = new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(query)), ...parameters }).toString();
  return all === '' ? path! : `${path}?${all}`;
};

import type { Section } from '../page.ts';
import { useConsole } from './context.ts';

/** The pages by subject: each subject leads to its first page, and below it stand its others. */
const subjects: readonly (readonly [subject: string, pages: readonly (readonly [Section, string, string])[]])[] = [
  ['Overview', [['overview', '/', 'Overview']]],
  [
    'Messages',
    [
      ['messages', '/messages', 'Messages'],
      ['runs', '/runs', 'Runs'],
      ['undelivered', '/undelivered', 'Undelivered'],
      ['quarantine', '/quarantine', 'Quarantine'],
      ['sms', '/sms', 'Text messages'],
      ['preview', '/preview', 'Preview'],
    ],
  ],
  [
    'Customers',
    [
      ['customers', '/customers', 'Customers'],
      ['segments', '/segments', 'Segments'],
      ['definitions', '/definitions', 'Definitions'],
      ['models', '/models', 'Models'],
      ['suppressions', '/suppressions', 'Suppressions'],
    ],
  ],
  [
    'Programme',
    [
      ['campaigns', '/campaigns', 'Campaigns'],
      ['alerts', '/alerts', 'Alerts'],
      ['experiments', '/experiments', 'Experiments'],
      ['results', '/results', 'Results'],
    ],
  ],
  [
    'Rules',
    [
      ['policies', '/policies', 'Policies'],
      ['switches', '/switches', 'Switches'],
      ['deliverability', '/deliverability', 'Deliverability'],
    ],
  ],
  [
    'Store',
    [
      ['catalogue', '/catalogue', 'Catalogue'],
      ['demand', '/demand', 'Demand'],
      ['data', '/data', 'Data'],
      ['keys', '/keys', 'Keys'],
      ['audit', '/audit', 'Audit log'],
    ],
  ],
];

/** The way to every page: the subjects, and the pages of the one that is looked at. */
export const Navigation = ({ section }: { readonly section: Section | undefined }) => {
  const { temporalUiUrl, namespace } = useConsole();
  const here = subjects.find(([, pages]) => pages.some(([name]) => name === section));
  return (
    <>
      <nav aria-label="Subjects" className="subjects">
        <ul>
          {subjects.map(([subject, pages]) => (
            <li key={subject}>
              <Way path={pages[0]![1]} isHere={subject === here?.[0]} words={subject} mark="true" />
            </li>
          ))}
          {temporalUiUrl && (
            <li>
              <a className="outside" href={`${temporalUiUrl.replace(/\/$/u, '')}/namespaces/${namespace}/workflows`}>
                Temporal
              </a>
            </li>
          )}
        </ul>
      </nav>
      {here && here[1].length > 1 && (
        <nav aria-label={`Pages of ${here[0]}`} className="pages">
          <ul>
            {here[1].map(([name, path, words]) => (
              <li key={name}>
                <Way path={path} isHere={name === section} words={words} mark="page" />
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
};

interface WayProps {
  readonly path: string;
  readonly words: string;
  readonly isHere: boolean;
  readonly mark: 'true' | 'page';
}

const Way = ({ path, words, isHere, mark }: WayProps) => {
  const { storeQuery } = useConsole();
  return (
    <a href={`${path}${storeQuery}`} {...(isHere && { 'aria-current': mark })}>
      {words}
    </a>
  );
};

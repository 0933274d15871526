import { type Freshness, freshnessSentence, type FreshnessState } from '../../../domain/freshness/freshness.ts';
import { countedOf, dataFields } from '../../../domain/coverage/fields.ts';
import { type CoverageReport, restsOn } from '../../coverage/report.ts';
import type { Page } from '../page.ts';
import { Badge, Table } from '../parts/bits.tsx';
import { useConsole } from '../parts/context.ts';
import { journeyWords, type Standing } from '../parts/words.ts';

/** What a store knows of its customers, products and orders, and which journeys that is too little for (R111, R227). */
export const dataPage: Page = {
  path: '/data',
  async show({ coverage, ages: readAges }, { store }) {
    const none = { title: 'Data', section: 'data', body: <p className="empty">There is no store yet.</p> } as const;
    if (!store) return none;
    const [report, ages] = await Promise.all([coverage(store.id), readAges(store.id)]);
    if (!report) return none;
    return {
      title: 'Data',
      section: 'data',
      body: (
        <>
          <Ages ages={ages} />
          <Coverage report={report} />
        </>
      ),
    };
  },
};

const ageStandings: Readonly<Record<FreshnessState, Standing>> = {
  fresh: { tone: 'good', words: 'Fresh' },
  stale: { tone: 'bad', words: 'Stale' },
  never: { tone: 'calm', words: 'None yet' },
};

const Ages = ({ ages }: { readonly ages: readonly Freshness[] }) => (
  <section aria-labelledby="ages-title">
    <h2 id="ages-title">How old it is</h2>
    <p>
      How old it may be is in the policies <a href="/policies/freshness">freshness</a> and{' '}
      <a href="/policies/products">products</a>.
    </p>
    <Table id="ages" caption="Ages" head={['', 'What', 'How old']} empty="">
      {ages.map((one) => (
        <tr key={one.of} id={`age-${one.of}`}>
          <td>
            <Badge standing={ageStandings[one.state]} />
          </td>
          <td>
            <code>{one.of}</code>
          </td>
          <td className="wide">{freshnessSentence(one)}</td>
        </tr>
      ))}
    </Table>
  </section>
);

const Coverage = ({ report }: { readonly report: CoverageReport }) => (
  <section aria-labelledby="coverage-title">
    <h2 id="coverage-title">What is known</h2>
    <p>
      {restsOn(report)}. How much is wanted of each field is in the policy <a href="/policies/coverage">coverage</a>.
    </p>
    <Fields report={report} />
    <Journeys report={report} />
  </section>
);

const standings = {
  unknown: { tone: 'calm', words: 'Nothing yet' },
  lacking: { tone: 'bad', words: 'Too little' },
  enough: { tone: 'good', words: 'Enough' },
} as const satisfies Readonly<Record<string, Standing>>;

const Fields = ({ report: { fields } }: { readonly report: CoverageReport }) => (
  <Table
    id="fields"
    caption="Fields"
    head={['', 'Field', 'Have it', 'Share', 'Wanted', 'Needed by', 'What fills it']}
    empty=""
  >
    {fields.map(({ field, have, of, share, least, lacking, neededBy }) => {
      const { words, remedy, of: counted } = dataFields[field];
      const standing = share === null ? standings.unknown : lacking ? standings.lacking : standings.enough;
      return (
        <tr key={field} id={`field-${field}`}>
          <td>
            <Badge standing={standing} />
          </td>
          <td className="wide">
            {words} <code>{field}</code>
          </td>
          <td title={`${countedOf[counted].words} ${countedOf[counted].which}`}>
            {have} of {of} {countedOf[counted].words}
          </td>
          <td>{share === null ? '' : `${share} %`}</td>
          <td>{`${least} %`}</td>
          <td className="wide">{neededBy.map(journeyWords).join(', ')}</td>
          <td className="wide">{remedy}</td>
        </tr>
      );
    })}
  </Table>
);

const Journeys = ({ report: { journeys } }: { readonly report: CoverageReport }) => {
  const { storeQuery } = useConsole();
  const blocked = journeys.filter(({ lacks }) => lacks.length > 0);
  return (
    <section aria-labelledby="blocked-title">
      <h2 id="blocked-title">Which journeys lack what they build on</h2>
      <p>
        One that is not on is switched on, on the page <a href={`/switches${storeQuery}`}>Switches</a>, once the data
        are there, or in spite of it.
      </p>
      <Table
        id="blocked"
        caption="Journeys that lack data"
        head={['Journey', 'Is', 'Lacks']}
        empty="No journey lacks anything."
      >
        {blocked.map(({ journey, mode, lacks }) => (
          <tr key={journey} id={`blocked-${journey}`}>
            <td>{journeyWords(journey)}</td>
            <td>{mode}</td>
            <td className="wide">
              {lacks
                .map(({ field, share, least }) => `${dataFields[field].words}: ${share} % of ${least} %`)
                .join('; ')}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
};

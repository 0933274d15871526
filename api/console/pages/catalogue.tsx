import { countFlaws } from '../../../domain/catalogue/check-catalogue.ts';
import { type CatalogueFlaw, catalogueFlaws } from '../../../domain/catalogue/flaws.ts';
import type { Page } from '../page.ts';
import { Badge, Facts, Table, withQuery } from '../parts/bits.tsx';
import { useConsole } from '../parts/context.ts';

/** Products named on the page of one flaw; `npm run catalogue -- check --flaw` names all. */
const most = 200;

/** What is wrong with the products that the store told (R231). */
export const cataloguePage: Page = {
  path: '/catalogue',
  async show({ catalogue }, { store, query }) {
    const report = store && (await catalogue(store.id));
    const flaw = Object.keys(catalogueFlaws).find((name) => name === query['flaw']) as CatalogueFlaw | undefined;
    const found = report?.found ?? [];
    return {
      title: 'Catalogue',
      section: 'catalogue',
      body: (
        <>
          <Facts
            facts={[
              ['Products', report?.products ?? 0],
              ['May be shown in carts', report?.usable.cart ?? 0],
              ['May be proposed', report?.usable.recommended ?? 0],
            ]}
          />
          <FlawTable counts={countFlaws(found)} />
          {flaw && <Named flaw={flaw} names={found.filter((one) => one.flaw === flaw).map((one) => one.externalId)} />}
        </>
      ),
    };
  },
};

const FlawTable = ({ counts }: { readonly counts: ReturnType<typeof countFlaws> }) => {
  const { storeQuery } = useConsole();
  return (
    <Table
      id="flaws"
      caption="What is wrong with products"
      head={['', 'What', 'Products']}
      empty="Nothing is wrong with the products."
    >
      {counts.map(([flaw, count]) => {
        const { severity, words } = catalogueFlaws[flaw];
        return (
          <tr key={flaw}>
            <td>
              <Badge
                standing={severity === 'error' ? { words: 'Error', tone: 'bad' } : { words: 'Doubt', tone: 'doubt' }}
              />
            </td>
            <td className="wide">
              <a href={withQuery(`/catalogue${storeQuery}`, { flaw })}>{words}</a> <code>{flaw}</code>
            </td>
            <td>{count}</td>
          </tr>
        );
      })}
    </Table>
  );
};

const Named = ({ flaw, names }: { readonly flaw: CatalogueFlaw; readonly names: readonly string[] }) => (
  <section aria-label="Products with it">
    <h2>{`${names.length} with ${catalogueFlaws[flaw].words}`}</h2>
    <ul>
      {names.slice(0, most).map((name) => (
        <li key={name}>
          <code>{name}</code>
        </li>
      ))}
    </ul>
    {names.length > most && <p>{`and ${names.length - most} more: npm run catalogue -- check --flaw ${flaw}`}</p>}
  </section>
);

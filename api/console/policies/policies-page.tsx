import { readStanding } from '../../../db/policies/versions.ts';
import { policySections } from '../../policies/schemas.ts';
import { sectionView } from '../../policies/views.ts';
import type { Page } from '../page.ts';
import { Table } from '../parts/bits.tsx';
import { useConsole } from '../parts/context.ts';
import { Time } from '../parts/time.tsx';

/** The store's commercial rules: what holds of each section, since when, by whom and why. */
export const policiesPage: Page = {
  path: '/policies',
  async show({ db, clock }, { store }) {
    if (!store) return { title: 'Policies', section: 'policies', body: <p>There is no store yet.</p> };
    const standing = await readStanding(db, store.id, new Date(clock.now()));
    return {
      title: 'Policies',
      section: 'policies',
      body: (
        <>
          <p>What the gate follows at every decision. A change holds for journeys under way too.</p>
          <Table id="policies" caption="Policies" head={['Policy', 'Version', 'Since', 'By', 'Why']} empty="None.">
            {policySections.map((section) => (
              <SectionRow key={section} view={sectionView(section, standing)} />
            ))}
          </Table>
        </>
      ),
    };
  },
};

const SectionRow = ({ view }: { readonly view: ReturnType<typeof sectionView> }) => {
  const { storeQuery } = useConsole();
  const { section, title, about, version, since, savedBy, why, planned } = view;
  return (
    <tr id={`policy-${section}`}>
      <td className="wide">
        <a href={`/policies/${section}${storeQuery}`}>{title}</a>
        <span className="note">{about}</span>
      </td>
      <td>
        {version ?? 'the default'}
        {planned.map((next) => (
          <span key={next.version} className="note">
            {next.version} from <Time at={next.effectiveAt} /> on
          </span>
        ))}
      </td>
      <td className="when">{since ? <Time at={since} /> : '–'}</td>
      <td>{savedBy ?? '–'}</td>
      <td className="wide">{why}</td>
    </tr>
  );
};

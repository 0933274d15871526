import type { Database } from '../../../db/client.ts';
import { listVersions, readStanding } from '../../../db/policies/versions.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { PolicySection } from '../../../domain/policy/policy.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { formOf } from '../../policies/forms/section-form.ts';
import { isPolicySection } from '../../policies/schemas.ts';
import { sectionView } from '../../policies/views.ts';
import type { Page, Shown } from '../page.ts';
import type { Draft } from './draft.ts';
import { PolicyBody } from './policy-body.tsx';

/** How many versions the page lists; the api has all of them. */
const mostVersions = 100;

/** One section of the store's policy. */
export const policyPage: Page = {
  path: '/policies/:section',
  async show({ db, clock }, { params, store }) {
    const { section } = params;
    if (!store || !isPolicySection(section)) return undefined;
    return showPolicy(db, store, section, clock.now());
  },
};

/** The page of a section; with `draft` as an operator left the form. */
export const showPolicy = async (
  db: Database,
  store: StoreRow,
  section: PolicySection,
  now: Millis,
  draft?: Draft,
): Promise<Shown> => {
  const [standing, versions] = await Promise.all([
    readStanding(db, store.id, new Date(now)),
    listVersions(db, { store: store.id, section }, mostVersions),
  ]);
  const view = sectionView(section, standing);
  const blank: Draft = {
    texts: formOf(section).texts(view.policy),
    from: '',
    why: '',
    basedOn: String(view.latest),
    flaws: [],
  };
  return {
    title: view.title,
    section: 'policies',
    store,
    body: <PolicyBody store={store.id} view={view} versions={versions} draft={draft ?? blank} />,
  };
};

import { Command } from 'commander';
import type { z } from 'zod';
import { flawsOf } from '../../api/events/flaw.ts';
import { campaignFigures } from '../../api/figures/campaign-figures.ts';
import { calendarBody } from '../../api/season/calendar-body.ts';
import { campaignBody, campaignName } from '../../api/season/campaign-body.ts';
import { cancelCampaign, enrolAgain } from '../../api/season/change-campaign.ts';
import { campaignSpecs } from '../../api/season/concerned.ts';
import { saveCalendar } from '../../api/season/save-calendar.ts';
import { saveCampaign } from '../../api/season/save-campaign.ts';
import { campaignView } from '../../api/season/views.ts';
import { specs } from '../../api/specs.ts';
import { listCampaigns, listWork, readCampaign } from '../../db/season/campaigns.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';
import { readJsonFile } from '../policy/read-json-file.ts';
import { CampaignConflictError, CampaignUnknownError, SeasonInvalidError } from './errors.ts';
import { figuresText } from './figures-text.ts';

/** `npm run season`: a store's campaigns, and when it is in which mode of the season. */

const actor = 'command:season';

interface Wish {
  readonly store: string;
  readonly why: string;
}

const show = async (options: Pick<Wish, 'store'>): Promise<void> =>
  withDatabase(async ({ db }) => {
    const store = await findStore(db, options.store);
    for (const { from, to, mode } of store.calendar) console.log(`mode  ${mode}  from ${from} to ${to}`);
    for (const row of await listCampaigns(db, store.id)) {
      const { name, state, version, plan, moments, enrolments, replans } = campaignView(
        row,
        store,
        await listWork(db, row.id),
      );
      console.log(`campaign  ${name}  ${state}, version ${version}  "${plan.label.en}"  ${plan.opens} to ${plan.ends}`);
      for (const [moment, { from, until }] of Object.entries(moments)) {
        console.log(`  moment  ${moment}  from ${from} until ${until}`);
      }
      for (const { round, dueAt, entered, passed, finishedAt } of enrolments) {
        const others = passed.map(({ customers, means }) => `, ${customers} not: ${means}`).join('');
        const when = finishedAt ? `finished ${finishedAt.toISOString()}` : `from ${dueAt.toISOString()} on`;
        console.log(`  enrolment  ${round}  ${when}: ${entered} entered${others}`);
      }
      const newest = replans.at(-1);
      if (newest) console.log(`  told of the last change: ${newest.told} runs${newest.finishedAt ? '' : ' so far'}`);
    }
  });

/** What a campaign came to, for people and, with `--json`, for whoever computes on (R174). */
const figures = async (name: string, options: Pick<Wish, 'store'> & { readonly json?: true }): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const row = await readCampaign(db, store.id, name);
    if (!row) throw new CampaignUnknownError(name, options.store);
    const told = await campaignFigures(db, store, row, clock.now());
    console.log(options.json ? JSON.stringify(told, null, 2) : figuresText(told));
  });

const set = async (given: string, { store: id, why, file }: Wish & { readonly file: string }): Promise<void> => {
  const name = read(campaignName, given);
  const plan = readJsonFile(file);
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, id);
    const basedOn = (await readCampaign(db, store.id, name))?.version ?? 0;
    const wish = { name, plan: read(campaignBody(store.timezone), plan), basedOn };
    const saving = await saveCampaign(db, store, wish, { at: clock.now(), actor, why });
    if (saving.outcome === 'invalid') throw new SeasonInvalidError(saving.flaws);
    if (saving.outcome === 'conflict') throw new CampaignConflictError(name);
    if (saving.outcome === 'cancelled') throw new CampaignUnknownError(name, id);
    const what = saving.outcome === 'saved' ? 'is saved' : 'says so already';
    console.log(`Version ${saving.campaign.version} of ${name} ${what}.`);
    for (const journey of campaignSpecs(specs, wish.plan.kind)) {
      console.log(
        `Customers enter it while ${journey.name} is on: npm run switch -- mode on --journey ${journey.name} --store ${id} --why "…"`,
      );
    }
  });
};

const change =
  (act: typeof cancelCampaign | typeof enrolAgain, done: string) =>
  async (name: string, { store: id, why }: Wish): Promise<void> =>
    withDatabase(async ({ db, clock }) => {
      const store = await findStore(db, id);
      const row = await act(db, store.id, name, { at: clock.now(), actor, why });
      if (!row) throw new CampaignUnknownError(name, id);
      console.log(`Campaign ${name}: ${done}.`);
    });

const calendar = async ({ store: id, why, file }: Wish & { readonly file: string }): Promise<void> => {
  const given = read(calendarBody, readJsonFile(file));
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, id);
    const changed = await saveCalendar(db, store.id, given, { at: clock.now(), actor, why });
    console.log(changed ? 'The calendar is saved; waits under way follow it.' : 'The calendar says so already.');
  });
};

const read = <Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> => {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new SeasonInvalidError(flawsOf(read.error));
};

const program = new Command('npm run season --').description(
  'Campaigns of a season (sales, Black Friday), and when a store is in which mode.',
);
const ofStore = (command: Command): Command => command.requiredOption('--store <id>', 'the store');
const changing = (command: Command): Command =>
  ofStore(command).requiredOption('--why <text>', 'for whoever wonders later');
const fromFile = (command: Command): Command =>
  changing(command).requiredOption('--file <path>', 'JSON; - reads what is piped in');

ofStore(program.command('show')).description('the calendar, and each campaign with its moments').action(show);
ofStore(program.command('figures <campaign>'))
  .description('what it brings, and once it is over what it brought')
  .option('--json', 'as JSON')
  .action(figures);
fromFile(program.command('set <campaign>')).description('plans a campaign, or moves its dates').action(set);
changing(program.command('enrol <campaign>'))
  .description('goes through the audience once more')
  .action(change(enrolAgain, 'who came meanwhile enters'));
changing(program.command('cancel <campaign>'))
  .description('calls a campaign off')
  .action(change(cancelCampaign, 'called off; nothing of it is sent from now on'));
fromFile(program.command('calendar')).description('says when the store is in which mode').action(calendar);

runCommand(program);

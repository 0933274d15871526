import { backtest } from '../../cli/backtest/backtest.ts';
import { linesOf } from '../../cli/backtest/input/read-bodies.ts';
import { clickstream } from '../../cli/backtest/mappings/clickstream.ts';
import { programmeOf } from '../../cli/backtest/programme.ts';
import { readFigures } from '../../cli/backtest/results/figures.ts';
import { findStrangest } from '../../cli/backtest/results/strangest.ts';
import { summaryOf } from '../../cli/backtest/results/summary.ts';
import { withServer } from '../../cli/backtest/world/with-server.ts';
import { clickstreamFile } from '../../dev/demo/clickstream.ts';
import { findViolations, rules, type Rule } from './judge.ts';
import { readEvidence } from './read-evidence.ts';

/*
 * `npm run bench:programme [clicks.csv]`: every journey at once over the six months of the clickstream, judged by its
 * decisions and the raw purchases. Ends with 1 when anything is against a rule, or nothing was there to judge.
 */

const [file = clickstreamFile] = process.argv.slice(2);
const programme = await programmeOf({ store: 'shop', journeys: ['all'] }, clickstream);
const { shop, specs } = programme;
await withServer(undefined, async (server) => {
  const connection = await server.open();
  try {
    const past = { read: linesOf(file, clickstream), mapping: clickstream };
    const played = await backtest(connection, programme, past);
    const figures = await readFigures(connection.sql, played, shop.timezone);
    console.log(summaryOf(figures, await findStrangest(connection.sql)).join('\n'));
    const evidence = await readEvidence(connection.sql, file, { specs, timezone: shop.timezone });
    const violations = findViolations(evidence);
    const { decisions, runs, purchases } = evidence;
    const journeys = new Set(runs.map(({ journey }) => journey));
    console.log(
      `\nThe judge: ${decisions.length} decisions of ${runs.length} runs of ${journeys.size} journeys, ${purchases.length} purchases of the file`,
    );
    for (const rule of Object.keys(rules) as Rule[]) {
      const broken = violations.filter((violation) => violation.rule === rule);
      console.log(`  ${broken.length === 0 ? 'ok  ' : 'FAIL'} ${rules[rule]}: ${broken.length} against it`);
      for (const { what } of broken.slice(0, 5)) console.log(`         ${what}`);
    }
    if (decisions.length === 0 || purchases.length === 0) console.log('  FAIL there was nothing to judge');
    process.exitCode = violations.length > 0 || decisions.length === 0 || purchases.length === 0 ? 1 : 0;
    console.log(process.exitCode === 0 ? 'Verdict: passed' : 'Verdict: FAILED');
  } finally {
    await connection.close();
  }
});

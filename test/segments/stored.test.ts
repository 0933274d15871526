import { testAnyOrder } from './stored/any-order.cases.ts';
import { testDefinitions } from './stored/definitions.cases.ts';
import { testEntries } from './stored/entries.cases.ts';
import { testEventResults } from './stored/event-results.cases.ts';
import { testFirstLook } from './stored/first-look.cases.ts';
import { testPeople } from './stored/people.cases.ts';
import { testRuns } from './stored/runs.cases.ts';
import { useStored } from './stored/world.ts';

// One shop, one day after the other.
const stored = useStored();

testFirstLook(stored);
testEntries(stored);
testRuns(stored);
testPeople(stored);
testDefinitions(stored);
testAnyOrder(stored);
testEventResults(stored);

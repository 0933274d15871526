import { testDemand } from './store/demand.cases.ts';
import { testOffers } from './store/offers.cases.ts';
import { testSignals } from './store/signals.cases.ts';
import { useSignalStore } from './store/world.ts';

const world = useSignalStore();

testSignals(world);
testDemand(world);
testOffers(world);

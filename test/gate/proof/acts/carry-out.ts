import { lastCommit, newestCommit } from '../play/commit-order.ts';
import type { Act } from '../story/story.ts';
import { askService, buy, changeCart, changeConsent, erase, joinClub, leave, stop } from './by-customer.ts';
import { allow, goLive, pause, resume, suppressByHand } from './by-operator.ts';
import { changeOrder } from './by-order.ts';
import { bounce, callOff, changeCaps, changePrice, changeStock, moveCampaign } from './by-shop.ts';
import type { Done, Stage } from './stage.ts';

/** What an act is about: of two about the same thing at the same time nobody could tell the order. */
export const subjectOf = (act: Act): string => {
  if ('who' in act && act.kind !== 'allow' && act.kind !== 'disallow') return `person ${act.who}`;
  if ('product' in act) return `${act.kind} ${act.product}`;
  if (act.kind === 'moveCampaign' || act.kind === 'callOff') return 'campaign';
  return act.kind === 'bounce' || act.kind === 'cap' ? act.kind : 'switches';
};

/** Does one act by the product's own doors, and notes what it changed and when. */
export const carryOut = async (stage: Stage, act: Act): Promise<void> => {
  const newest = await newestCommit(stage.db);
  const began = stage.tick();
  const { changes, commit: place } = await done(stage, act);
  const last = place && (await lastCommit(stage.db, ...place));
  // What changed nothing left no row of its own.
  const commit = last !== undefined && last > newest ? last : undefined;
  const ended = stage.tick();
  for (const noteIn of changes) noteIn({ began, ended, commit });
};

const done = async (stage: Stage, act: Act): Promise<Done> => {
  switch (act.kind) {
    case 'buy':
      return buy(stage, act);
    case 'consent':
      return changeConsent(stage, act);
    case 'unsubscribe':
      return leave(stage, act);
    case 'joinClub':
      return joinClub(stage, act);
    case 'cancelOrder':
    case 'delayOrder':
    case 'deliverOrder':
      return changeOrder(stage, act);
    case 'moveCampaign':
      return moveCampaign(stage, act);
    case 'callOff':
      return callOff(stage);
    case 'askService':
    case 'hearFromService':
      return askService(stage, act);
    case 'stop':
      return stop(stage, act);
    case 'suppress':
      return suppressByHand(stage, act);
    case 'erase':
      return erase(stage, act);
    case 'empty':
    case 'newCart':
    case 'touch':
      return changeCart(stage, act);
    case 'mode':
      return goLive(stage, act);
    case 'allow':
    case 'disallow':
      return allow(stage, act);
    case 'pause':
      return pause(stage, act);
    case 'resume':
      return resume(stage);
    case 'stock':
      return changeStock(stage, act);
    case 'price':
      return changePrice(stage, act);
    case 'cap':
      return changeCaps(stage, act);
    case 'bounce':
      return bounce(stage, act);
    default:
      return act satisfies never;
  }
};

import type { GateDeps } from '../deps.ts';
import type { RenderInputs } from './view.ts';

/** What each log was told of before; each message's own row has it for good. */
const toldTo = new WeakMap<object, Set<string>>();
const mostTold = 10_000;

/** Tells, once for each, what a store's messages say in another language for want of a translation (R232). */
export const tellUntranslated = (
  { logger }: Pick<GateDeps, 'logger'>,
  store: string,
  { template, locale, untranslated }: Pick<RenderInputs, 'template' | 'locale' | 'untranslated'>,
): void => {
  const told = toldTo.get(logger) ?? new Set();
  toldTo.set(logger, told);
  const fresh = untranslated.filter((what) => !told.has(`${store}/${locale}/${what}`));
  if (fresh.length === 0) return;
  if (told.size > mostTold) told.clear();
  for (const what of fresh) told.add(`${store}/${locale}/${what}`);
  logger.warn({ store, template, locale, untranslated: fresh }, 'a message says something in another language');
};

/**
 * A page of the customer beside the unsubscribe page of the same message: `preferences/<token>`, from its address
 * `…/u/<token>`. Whatever path the api is reached under stays.
 */
export const besideUnsubscribe = (unsubscribeUrl: string, path: string): string =>
  new URL(`../${path}`, unsubscribeUrl).href;

const tokenOf = (unsubscribeUrl: string): string => unsubscribeUrl.slice(unsubscribeUrl.lastIndexOf('/') + 1);

/** The page that asks one thing, of the same link. */
export const answerUrl = (unsubscribeUrl: string): string =>
  besideUnsubscribe(unsubscribeUrl, `answer/${tokenOf(unsubscribeUrl)}`);

/** The preference centre of the same link. */
export const preferencesUrl = (unsubscribeUrl: string): string =>
  besideUnsubscribe(unsubscribeUrl, `preferences/${tokenOf(unsubscribeUrl)}`);

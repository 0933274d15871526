import type { PreferenceAct } from '../../db/customers/preferences.ts';
import type { Channel } from '../../domain/journey.ts';
import type { Choice } from '../../domain/preferences.ts';

/** How long a pause lasts, in milliseconds. */
const pauseMillis = 30 * 86_400_000;

/** The name of a box. */
export const keyOf = ({ channel, list }: Pick<Choice, 'channel' | 'list'>): string => `${channel}/${list}`;

/**
 * What a customer asks for with the form; undefined when it is not one of the page. A box counts only where it
 * was changed: a page that was open for a while does not undo what was chosen elsewhere meanwhile.
 */
export const readForm = (form: URLSearchParams, now: Date): PreferenceAct | undefined => {
  switch (form.get('act')) {
    case 'leave':
      return { kind: 'leave' };
    case 'resume':
      return { kind: 'resume' };
    case 'pause':
      return { kind: 'pause', until: new Date(now.getTime() + pauseMillis) };
    case 'choose': {
      const [shown, were, wanted] = ['shown', 'was', 'want'].map((name) => new Set(form.getAll(name)));
      const changed = [...shown!].filter((key) => were!.has(key) !== wanted!.has(key));
      return { kind: 'choose', choices: changed.map((key) => choiceOf(key, wanted!.has(key))) };
    }
    case null:
    default:
      return undefined;
  }
};

/** A key that names nothing of the store changes nothing. */
const choiceOf = (key: string, on: boolean): Choice => {
  const slash = key.indexOf('/');
  return { channel: key.slice(0, Math.max(slash, 0)) as Channel, list: key.slice(slash + 1), on };
};

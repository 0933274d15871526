import type { Cap, CapsPolicy } from '../../../domain/policy/caps.ts';
import { audienceNames } from '../caps.ts';
import { rank } from '../fields.ts';
import { isMeant, keptRow, numberOf, rowsOf, rowTexts, textOf, written } from './rows.ts';
import type { SectionForm, Texts } from './form.ts';

/** What is ticked of each list of a cap: `who.dormant`. */
export const capChoices = {
  ranks: rank.options,
  who: audienceNames,
  except: audienceNames,
  lastFor: rank.options,
} as const;

/** What is offered of a list of the cap whose fields begin with `row`, and what was ticked of it besides: segments of the store's own. */
export const capChoicesOf = (list: keyof typeof capChoices, row: string, texts: Texts): readonly string[] => {
  const ticked = namesIn(texts, `${row}${list}.`);
  const offered: readonly string[] = capChoices[list];
  return [...offered, ...ticked.filter((one) => !offered.includes(one))];
};

const namesIn = (texts: Texts, prefix: string): readonly string[] =>
  Object.keys(texts).flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []));

/** How a form names a window: a civil one by its unit. */
export const capWindows = ['day', 'week', 'month', 'rolling'] as const;

/** Caps as a form has them: one cap an entry, a number a field. */
export const capsForm: SectionForm<CapsPolicy> = {
  texts: ({ caps, passiveAfter }) => ({
    passiveAfter: String(passiveAfter),
    ...Object.assign({}, ...caps.map((cap, row) => keptRow('caps', row, capTexts(cap)))),
  }),
  read(texts) {
    const meant = rowsOf('caps', texts).filter((row) => isMeant(rowTexts('caps', row, texts), ['id', 'normal']));
    const caps = meant.map((row) => readCap(rowTexts('caps', row, texts)));
    return {
      policy: { caps, passiveAfter: numberOf(texts['passiveAfter']) },
      flaws: [],
      nameOf: (path) =>
        path.replace(
          /^caps\.(\d+)(?:\.(?:atMost|per)(?=\.))?(.*)$/u,
          (_, index: string, rest: string) => `caps.${meant[Number(index)]}${rest}`,
        ),
    };
  },
};

const capTexts = ({ id, channel, purpose, atMost, per, ...lists }: Cap): Texts => ({
  id,
  channel,
  purpose,
  normal: String(atMost.normal),
  ...(atMost.event !== undefined && { event: String(atMost.event) }),
  ...(atMost.dday !== undefined && { dday: String(atMost.dday) }),
  ...(atMost.back !== undefined && { back: atMost.back }),
  ...('civil' in per ? { per: per.civil } : { per: 'rolling', rolling: per.rolling }),
  ...Object.fromEntries(
    (['ranks', 'who', 'except', 'lastFor'] as const).flatMap((list) =>
      (lists[list] ?? []).map((one) => [`${list}.${one}`, 'yes'] as const),
    ),
  ),
});

const readCap = (row: Texts): object => {
  const chosen = (list: keyof typeof capChoices): readonly string[] | undefined => {
    const ticked = capChoicesOf(list, '', row).filter((one) => row[`${list}.${one}`] !== undefined);
    return ticked.length > 0 ? ticked : undefined;
  };
  return written({
    id: textOf(row['id']),
    channel: row['channel'],
    purpose: row['purpose'],
    ranks: chosen('ranks'),
    who: chosen('who'),
    except: chosen('except'),
    atMost: written({
      normal: numberOf(row['normal']),
      event: numberOf(row['event']),
      dday: numberOf(row['dday']),
      back: textOf(row['back']),
    }),
    lastFor: chosen('lastFor'),
    per: row['per'] === 'rolling' ? written({ rolling: textOf(row['rolling']) }) : { civil: row['per'] },
  });
};

import { randomUUID } from 'node:crypto';
import type { KnownProfile, Question } from '../../domain/profiling/questions.ts';
import { isYearlyDay } from '../../domain/civil/yearly.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';

/** The form's answer as the shop itself would tell it; undefined: it answers nothing that is asked. */
export const answerEvent = (
  form: URLSearchParams,
  asked: Question,
  { categories }: Pick<KnownProfile, 'categories'>,
  { email, now }: { readonly email: string; readonly now: Millis },
): object | undefined => {
  const event = { id: `answer-${randomUUID()}`, occurredAt: toInstant(now), customer: { email } };
  if (form.get('question') !== asked) return undefined;
  switch (asked) {
    case 'interest': {
      const interest = categories.find((category) => category === form.get('answer'));
      const data = { formId: 'question-interest', interest };
      return interest === undefined ? undefined : { ...event, type: 'form.submitted', data };
    }
    case 'birthday': {
      const birthday = [form.get('month'), form.get('day')].map((part) => (part ?? '').padStart(2, '0')).join('-');
      return isYearlyDay(birthday) ? { ...event, type: 'customer.updated', data: { birthday } } : undefined;
    }
    case 'channel':
      return undefined;
    default:
      return asked satisfies never;
  }
};

import { callText } from '../cart/lines.tsx';
import { MainCall, Paragraph, Title } from '../frame/parts.tsx';
import type { Template } from '../template.ts';
import type { ConfirmView } from '../view.ts';
import { confirmEn } from './copy/confirm.en.ts';
import { confirmFr } from './copy/confirm.fr.ts';
import type { ConfirmCopy } from './copy/confirm.ts';

/** Asks whoever owns an address whether the sign-up was theirs (double opt-in); it advertises nothing. */
export const confirm: Template<ConfirmView, ConfirmCopy> = {
  copy: { fr: confirmFr, en: confirmEn },
  body: (copy, { confirmation }, locale) => ({
    html: (
      <>
        <Title>{copy.title}</Title>
        <Paragraph>{copy.opening}</Paragraph>
        <MainCall href={confirmation.url}>{copy.call}</MainCall>
        <Paragraph>{copy.closing}</Paragraph>
      </>
    ),
    text: [copy.opening, callText(copy.call, confirmation.url, locale), copy.closing],
  }),
};

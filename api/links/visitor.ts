import { isbot } from 'isbot';
import type { Request } from 'express';

/** Ways in which browsers and mail programs say that they look ahead, and that nobody asked yet. */
const ahead = /prefetch|prerender|preview/iu;
const aheadHeaders = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'] as const;
/** What checks links on the way to an inbox, and says so; most that open links to judge them do not. */
const checkers =
  /barracuda|proofpoint|mimecast|safelinks|cloudmark|trendmicro|symantec|forcepoint|microsoft office|ms-office/iu;

/**
 * Whether a request for a link is surely a program's: it asks for the head alone, says that it looks ahead, has no name
 * or the name of a robot (isbot's list, which others keep up to date).
 */
export const isProgram = (request: Request): boolean => {
  const name = request.get('user-agent') ?? '';
  return (
    request.method !== 'GET' ||
    aheadHeaders.some((header) => ahead.test(request.get(header) ?? '')) ||
    name.trim() === '' ||
    checkers.test(name) ||
    isbot(name)
  );
};

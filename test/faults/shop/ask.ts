import { type Agent, request } from 'node:http';

/** What an api answered to one try. */
export interface Answer {
  readonly status: number;
  readonly retryAfterMillis: number | undefined;
  readonly body: unknown;
}

/** After this long a try counts as lost. */
const patienceMillis = 30_000;

/** One POST of `body`; undefined when no whole answer came back. */
export const ask = async (
  agent: Agent,
  url: string,
  key: string,
  body: string,
  contentType: string,
): Promise<Answer | undefined> =>
  new Promise((resolve) => {
    const asked = request(
      url,
      {
        method: 'POST',
        agent,
        timeout: patienceMillis,
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': contentType,
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => void chunks.push(chunk));
        response.on('error', () => resolve(undefined));
        response.on('end', () => {
          const seconds = Number(response.headers['retry-after']);
          resolve({
            status: response.statusCode ?? 0,
            retryAfterMillis: response.headers['retry-after'] && !Number.isNaN(seconds) ? seconds * 1000 : undefined,
            body: parsed(Buffer.concat(chunks).toString('utf8')),
          });
        });
        response.on('close', () => resolve(undefined));
      },
    );
    asked.on('timeout', () => void asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end(body);
  });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

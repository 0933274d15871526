import express, { type RequestHandler } from 'express';
import { Problem } from './problem.ts';

/** The most that a body may be, in bytes, by what it is for. */
export const bodyLimits = {
  events: 2 * 1024 * 1024,
  /** Of a browser: what navigators send while a page is left is at most 64 KiB in all. */
  browser: 16 * 1024,
  /** One section of a store's policy. */
  policy: 64 * 1024,
  /** Codes for a pool. */
  codes: 512 * 1024,
  /** One switch, with why. */
  switches: 8 * 1024,
  /** Names one customer. */
  person: 4 * 1024,
  /** Nobody reads it: what mail programs post is some forty bytes. */
  unsubscribe: 16 * 1024,
  /** A form of some boxes. */
  preferences: 16 * 1024,
} as const;

/**
 * Receives the raw bytes of a body of `type`. The limit holds for what comes and for what it inflates to: a
 * small body cannot grow large, and a large one cannot hide in blocks that inflate to nothing.
 */
export const receive = (limit: number, type: string | string[]): readonly RequestHandler[] => [
  limitReceived(limit),
  express.raw({ type, limit }),
];

/** How many times too large a body is read and thrown away, so that its sender hears why it is refused. */
const patience = 8;

/** Refuses a body that says that it is larger than `limit` bytes; whoever sends on and on is cut off. */
export const limitReceived =
  (limit: number): RequestHandler =>
  (request, response, next) => {
    const announced = Number(request.get('content-length') ?? 0);
    if (announced > limit) {
      if (announced > limit * patience) response.set('Connection', 'close');
      throw tooLarge(limit);
    }
    let received = 0;
    // What is announced is kept to by Node.js itself.
    if (request.get('transfer-encoding') !== undefined) {
      request.on('data', (bytes: Buffer) => {
        if ((received += bytes.length) > limit * patience) request.destroy();
      });
    }
    next();
  };

const tooLarge = (limit: number): Problem =>
  new Problem(413, 'too_large', `the body is larger than ${limit / 1024} KiB; send less at a time`);

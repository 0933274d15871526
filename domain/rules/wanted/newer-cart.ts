import type { CartId } from '../../ids.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  readonly openCarts?: number;
  readonly newer?: CartId | null;
}

/** Of several open carts of one customer only the newest is followed up. */
export const newerCart: Rule<Saw> = {
  name: 'newer-cart',
  judge: ({ cart, openCarts }) => {
    if (!cart) return { says: 'pass', saw: {} };
    // Two carts of the same instant are ordered by id, so that exactly one of them is the newest.
    const newer = openCarts.find(
      (other) => other.updatedAt > cart.updatedAt || (other.updatedAt === cart.updatedAt && other.id > cart.id),
    );
    const saw = { openCarts: openCarts.length, newer: newer?.id ?? null };
    return newer ? { says: 'withheld', reason: 'newer_cart', saw } : { says: 'pass', saw };
  },
  sentence: ({ says, saw }) => {
    if (says !== 'pass') return 'The customer had a newer cart, and that one is followed up.';
    return saw.openCarts === undefined ? 'It is about no cart.' : 'The customer had no newer cart.';
  },
};

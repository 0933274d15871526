import { address } from './address.ts';
import { consent } from './consent.ts';
import { erased } from './erased.ts';
import { newerCart } from './newer-cart.ts';
import { notDue } from './not-due.ts';
import type { Rule } from './rule.ts';
import { restored } from './restored.ts';
import { somethingToShow } from './something-to-show.ts';
import { stillWanted } from './still-wanted.ts';
import { suppression } from './suppression.ts';
import { tooOld } from './too-old.ts';
import { touched } from './touched.ts';

/** The rules of the gate, in order: the first one that refuses gives the reason. */
export const rules: readonly Rule[] = [
  notDue,
  stillWanted,
  touched,
  newerCart,
  tooOld,
  erased,
  consent,
  suppression,
  restored,
  address,
  somethingToShow,
];

import fc from 'fast-check';
import { seed } from './seed.ts';

// Loaded before each test file: properties draw the cases of this run, without a word in them.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });

import { text, timestamp } from 'drizzle-orm/pg-core';
import type { StoreId } from '../../domain/ids.ts';
import { stores } from './stores.ts';

/** A column with an instant in UTC. */
export const instant = () => timestamp({ withTimezone: true });

/** The tenant that a row belongs to. */
export const ofStore = () =>
  text()
    .$type<StoreId>()
    .notNull()
    .references(() => stores.id);

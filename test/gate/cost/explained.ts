import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Database } from '../../../db/client.ts';
import { prepared } from '../../../db/prepared.ts';

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly Node[];
}

/** One look at a table, as PostgreSQL took it. */
export interface Look {
  /** Of the statement. */
  readonly text: string;
  readonly table: string;
  /** True: the table was read from its beginning to its end. */
  readonly whole: boolean;
  /** Rows that were looked at, those that were left out again included. */
  readonly rows: number;
  /** Pages of it and of its index that were looked at, those without a row that fits included. */
  readonly pages: number;
}

/** `custom`: planned anew for its parameters, as the first calls on a connection are; `generic`: once for all, as later ones. */
export type Planning = 'custom' | 'generic';

/**
 * A connection whose every statement, those of triggers and foreign keys too, tells how it was carried out: PostgreSQL's
 * auto_explain, so that nothing is explained but what was really sent.
 */
export const explained = (url: string, planning: Planning) => {
  const looks: Look[] = [];
  const sql = postgres(url, {
    max: 1,
    onnotice: ({ message }) => {
      const told = /plan:\n(?<plan>\{[\s\S]*\})$/u.exec(message ?? '')?.groups?.['plan'];
      if (told === undefined) return;
      const { 'Query Text': text, Plan } = JSON.parse(told) as { readonly 'Query Text': string; readonly Plan: Node };
      looks.push(...looksOf(Plan, text));
    },
    connection: {
      timezone: 'UTC',
      plan_cache_mode: `force_${planning}_plan`,
      session_preload_libraries: 'auto_explain',
      // As a text: the driver leaves a zero out.
      'auto_explain.log_min_duration': '0',
      'auto_explain.log_analyze': 'on',
      'auto_explain.log_timing': 'off',
      'auto_explain.log_buffers': 'on',
      'auto_explain.log_nested_statements': 'on',
      'auto_explain.log_format': 'json',
      'auto_explain.log_level': 'notice',
    },
  });
  const db: Database = drizzle(prepared(sql), { casing: 'snake_case' });
  return { db, sql, looks, close: () => sql.end({ timeout: 5 }) };
};

const looksOf = (node: Node, text: string): readonly Look[] => {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0);
  const table = node['Relation Name'];
  return [
    ...(table === undefined
      ? []
      : [
          {
            text,
            table,
            whole: node['Node Type'] === 'Seq Scan',
            rows: Math.round((node['Actual Rows'] + removed) * node['Actual Loops']),
            pages: ownPages(node),
          },
        ]),
    ...(node.Plans ?? []).flatMap((child) => looksOf(child, text)),
  ];
};

const pagesOf = (node: Node): number => (node['Shared Hit Blocks'] ?? 0) + (node['Shared Read Blocks'] ?? 0);

/** A node's pages are told with those of the nodes below; a bitmap's are its table's own. */
const ownPages = (node: Node): number =>
  (node.Plans ?? [])
    .filter((child) => !child['Node Type'].startsWith('Bitmap'))
    .reduce((rest, child) => rest - pagesOf(child), pagesOf(node));

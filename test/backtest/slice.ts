import { readFileSync, writeFileSync } from 'node:fs';
import { clickstreamFile } from '../../dev/demo/clickstream.ts';

/** Writes what happened in the clickstream from one civil day until another, exclusively, into a file of its own. */
export const writeSlice = (path: string, from: string, until: string): string => {
  const [header, ...rows] = readFileSync(clickstreamFile, 'utf8').split('\n');
  const time = header!.split(',').indexOf('timestamp');
  const kept = rows.filter((row) => {
    const at = row.split(',')[time] ?? '';
    return at >= from && at < until;
  });
  writeFileSync(path, [header, ...kept, ''].join('\n'));
  return path;
};

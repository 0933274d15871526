import { cpSync } from 'node:fs';
import { extname } from 'node:path';

/** The last step of `npm run build`: what tsc leaves out (migrations, triggers, styles, pictures) goes to `dist`. */
const folders = ['activities', 'api', 'temporal', 'db/migrations', 'db/repeatable'];
const isAsset = (path: string): boolean => !['.ts', '.tsx'].includes(extname(path));

for (const folder of folders) cpSync(folder, `dist/${folder}`, { recursive: true, filter: isAsset });

import type { Locale } from '../../domain/templates.ts';

const languages: Readonly<Record<Locale, string>> = { fr: 'French', en: 'English' };

/** The page that shows all pictures, by family; `files`: `cart-reminder.fr`. */
export const indexPage = (files: readonly string[]): string => {
  const families = [...new Set(files.map(familyOf))].map(
    (family) => [family, files.filter((file) => familyOf(file) === family)] as const,
  );
  return `# Letters in pictures

Every letter in each language, drawn by a real browser: in a mail program's 600 pixels with everything known; on a telephone's
360 with everything at its longest; and on a dark one with nothing known. Letters about carts show besides what changed in
one. Made by \`npm run letters\`, which looks at each of them for what is wrong; explained in [Messages](../messages.md).

${families.map(([family, all]) => `## ${family}\n\n${all.map(pictureOf).join('\n\n')}`).join('\n\n')}
`;
};

const familyOf = (file: string): string => file.split('-')[0]!;

const pictureOf = (file: string): string => {
  const [name, locale] = file.split('.') as [string, Locale];
  return `### ${name}, in ${languages[locale]}\n\n![${name} in ${languages[locale]}](${file}.webp)`;
};

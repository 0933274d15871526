import { z } from 'zod';
import type { Palette, ThemePolicy } from '../../domain/policy/theme.ts';
import { locales } from '../../domain/templates.ts';
import { contrastFlaws } from '../../domain/theme/contrast.ts';
import { text, webUrl } from '../events/fields.ts';

const locale = z.enum(locales);

const colour = z
  .string()
  .regex(/^#[\da-f]{6}$/iu, 'is a colour: #2f5d50')
  .toLowerCase();

const colours: Readonly<Record<keyof Palette, string>> = {
  page: 'around the message',
  paper: 'behind it',
  ink: 'of what is read',
  soft: 'of what stands beside it',
  rule: 'of thin lines',
  accent: 'of the main call',
  onAccent: 'of what is written on the main call',
};

/** Colours that cannot be told apart are refused by the name of the one to change. */
const palette = z
  .strictObject(
    Object.fromEntries(
      Object.entries(colours).map(([name, description]) => [name, colour.meta({ description })]),
    ) as Record<keyof Palette, typeof colour>,
  )
  .superRefine((given, context) => {
    for (const { colour: name, on, ratio, wanted } of contrastFlaws(given)) {
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `is too close to ${on}: a contrast of ${ratio.toFixed(2)}, and ${wanted} is needed (WCAG 2.2 AA)`,
      });
    }
  });

const picture = webUrl.refine((url) => url.startsWith('https:'), 'is an https address: mail programs load no other');
const typeface = z.enum(['serif', 'sans']);

export const theme = z
  .strictObject({
    logo: z
      .strictObject({
        url: picture,
        darkUrl: picture.optional().meta({ description: 'for dark screens' }),
        width: z.int().min(16).max(300),
        height: z.int().min(16).max(120),
      })
      .nullable()
      .meta({ description: 'in place of the shop’s name, with its size in pixels; empty: the name is written' }),
    colours: z
      .strictObject({
        light: palette.meta({ description: 'of a light screen' }),
        dark: palette.meta({ description: 'of a dark screen' }),
      })
      .meta({ description: 'as #rrggbb, for light and for dark screens, far enough apart to be read' }),
    typefaces: z
      .strictObject({ headings: typeface, text: typeface })
      .meta({ description: 'serif or sans; others are not loaded by most mail programs' }),
    corners: z.int().min(0).max(16).meta({ description: 'of calls, boxes and pictures, in pixels; 0: square' }),
    tone: z
      .strictObject({
        greeting: z.enum(['name', 'none']).meta({ description: 'by first name where one is known, or without a name' }),
        signature: z
          .partialRecord(locale, text(80))
          .meta({ description: 'who signs, by language; without one the shop’s team does' }),
      })
      .meta({ description: 'how people are greeted, and who signs' }),
    legal: z
      .strictObject({
        address: text(200).nullable().meta({ description: 'where the shop is, by post' }),
        lines: z
          .partialRecord(locale, z.array(text(200)).max(5))
          .meta({ description: 'who the shop is to the law, one line each, by language' }),
        privacyUrl: webUrl.nullable().meta({ description: 'how the shop handles personal data' }),
      })
      .meta({ description: 'what the law wants at the foot of each message' }),
  })
  .meta({
    title: 'Theme',
    description: 'How messages look and sound, and what the law wants at their foot.',
  }) satisfies z.ZodType<ThemePolicy>;

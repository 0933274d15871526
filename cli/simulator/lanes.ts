import type { Millis } from '../../domain/time/instant.ts';

/** Something on a time axis. */
export interface Mark {
  /** After the beginning of the axis. */
  readonly after: Millis;
  readonly text: string;
  /** A second line, in small. */
  readonly note?: string;
  readonly kind: 'marketing' | 'transactional' | 'withheld' | 'event' | 'end';
}

/** One row of marks. */
export interface Lane {
  readonly title: string;
  readonly marks: readonly Mark[];
}

export interface Drawing {
  readonly title: string;
  readonly lanes: readonly Lane[];
  /** Lines below the axis. */
  readonly notes: readonly string[];
  /** How an instant is written on the axis. */
  readonly tick: (after: Millis) => string;
}

const box = { least: 152, height: 44, gap: 16 };
const row = 84;
const left = 16;
/** No picture is narrower: what is below the axis is read in few lines. */
const least = 640;
const top = 70;

const colours: Readonly<
  Record<Mark['kind'], { readonly fill: string; readonly line: string; readonly dash?: string }>
> = {
  marketing: { fill: '#dcecf7', line: '#0072b2' },
  transactional: { fill: '#dff3ea', line: '#009e73' },
  withheld: { fill: '#f4f4f4', line: '#8a8a8a', dash: '5 3' },
  event: { fill: '#fdf0d5', line: '#b37400' },
  end: { fill: '#ffffff', line: '#555555' },
};

/**
 * Draws lanes on one time axis as an SVG with nothing to load. The axis has a column for each instant at which something
 * happens: minutes and months are on one picture. The same lanes are the same bytes.
 */
export const drawLanes = ({ title, lanes, notes, tick }: Drawing): string => {
  const instants = [...new Set([0, ...lanes.flatMap(({ marks }) => marks.map(({ after }) => after))])].toSorted(
    (a, b) => a - b,
  );
  const marks = lanes.flatMap((lane) => lane.marks);
  const texts = marks.map(({ text, note = '' }) => Math.max(widthOf(short(text)), widthOf(short(note), 11)));
  const boxWidth = Math.max(box.least, ...texts.map((text) => text + 16));
  const column = boxWidth + box.gap;
  const x = (after: Millis): number => left + instants.indexOf(after) * column;
  /** Of several marks of one instant in a lane each has a line of its own. */
  const heightOf = ({ marks }: Lane): number => {
    const most = Math.max(1, ...instants.map((at) => marks.filter(({ after }) => after === at).length));
    return row + (most - 1) * (box.height + 8);
  };
  const width = Math.max(least, left * 2 + instants.length * column);
  const below = notes.flatMap((note) => wrap(note, width - 2 * left));
  const tops = lanes.reduce<readonly number[]>((all, lane) => [...all, all.at(-1)! + heightOf(lane)], [top]);
  const bottom = tops.at(-1)!;
  const height = bottom + 18 + below.length * 20 + 12;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${left}" y="28" font-size="18" font-weight="600" fill="#16202a">${escape(title)}</text>`,
    ...instants.flatMap((at) => [
      `<text x="${x(at)}" y="54" fill="#55606b">${escape(tick(at))}</text>`,
      `<line x1="${x(at)}" y1="60" x2="${x(at)}" y2="${bottom}" stroke="#e3e7eb"/>`,
    ]),
    ...lanes.flatMap((lane, index) => drawLane(lane, tops[index]!, x, boxWidth)),
    ...below.map(
      (note, index) => `<text x="${left}" y="${bottom + 22 + index * 20}" fill="#55606b">${escape(note)}</text>`,
    ),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
};

const drawLane = (
  { title, marks }: Lane,
  y: number,
  x: (after: Millis) => number,
  boxWidth: number,
): readonly string[] => {
  const base = y + 44;
  const end = Math.max(...marks.map(({ after }) => x(after)), left);
  const taken = new Map<Millis, number>();
  return [
    `<text x="${left}" y="${y + 14}" font-weight="600" fill="#16202a">${escape(title)}</text>`,
    `<line x1="${left}" y1="${base}" x2="${end}" y2="${base}" stroke="#9aa5b0" stroke-width="2"/>`,
    ...marks.flatMap((mark) => {
      const place = taken.get(mark.after) ?? 0;
      taken.set(mark.after, place + 1);
      return drawMark(mark, x(mark.after), base - box.height / 2 + place * (box.height + 8), boxWidth);
    }),
  ];
};

const drawMark = ({ text, note, kind }: Mark, x: number, y: number, width: number): readonly string[] => {
  const { fill, line, dash } = colours[kind];
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${box.height}" rx="6" fill="${fill}" stroke="${line}"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`,
    `<text x="${x + 8}" y="${y + (note ? 18 : 27)}" fill="#16202a">${escape(short(text))}</text>`,
    ...(note ? [`<text x="${x + 8}" y="${y + 35}" font-size="11" fill="#55606b">${escape(short(note))}</text>`] : []),
  ];
};

const short = (text: string, most = 40): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** How wide a text is at the most, in pixels: the widest common sans-serif (DejaVu Sans) takes 0.62 of its size a character. */
const widthOf = (text: string, size = 13): number => Math.ceil(text.length * size * 0.62);

/** A line as several, none wider than `width`. */
const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)!} ${word}` : word;
    if (lines.length > 0 && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
};

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

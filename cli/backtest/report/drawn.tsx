import type { Chart } from './charts.ts';
import { drawBars } from './draw.ts';

/** A chart as a phone shows it and as a desk does, with its legend in words. */
export const Drawn = ({ title, about, none, bars }: Chart) => (
  <section>
    <h2>{title}</h2>
    <p className="quiet">{about}</p>
    {bars === undefined ? (
      <p>{none}</p>
    ) : (
      <figure role="img" aria-label={`${title}. ${about}`}>
        <ul className="legend">
          {bars.series.map(({ name, colour }) => (
            <li key={name}>
              <i style={{ background: colour }} />
              {name}
            </li>
          ))}
        </ul>
        {(['wide', 'narrow'] as const).map((room) => (
          <div key={room} className={room} dangerouslySetInnerHTML={{ __html: drawBars(bars, room) }} />
        ))}
      </figure>
    )}
  </section>
);

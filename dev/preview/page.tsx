import { renderToStaticMarkup } from 'react-dom/server';
import { templateIds } from '../../activities/templates/index.ts';
import { smsLength } from '../../activities/templates/sms/gsm.ts';
import type { RenderedMessage } from '../../activities/templates/view.ts';
import { type Locale, locales } from '../../domain/templates.ts';
import { emailFlaws, typographyFlaws } from '../letters/flaws.ts';
import { personasOf } from '../letters/personas.ts';
import { type Choice, hasSms, queryOf, widths } from './choice.ts';
import { style } from './style.ts';

const languages: Readonly<Record<Locale, string>> = { fr: 'Français', en: 'English' };

/** A page of the preview: every letter at the side, the one that was chosen, and what can be told of it. */
export const pageOf = (choice: Choice, message: RenderedMessage): string =>
  `<!doctype html>${renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${choice.template}, preview`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <Letters choice={choice} />
        <main>
          <h1>{choice.template}</h1>
          <Ways choice={choice} />
          <Told choice={choice} message={message} />
          <Shown choice={choice} message={message} />
        </main>
      </body>
    </html>,
  )}`;

const families = [...new Set(templateIds.map((id) => id.split('/')[0]!))];

const Letters = ({ choice }: { readonly choice: Choice }) => (
  <nav aria-label="Letters">
    {families.map((family) => (
      <div key={family}>
        <h2>{family}</h2>
        {templateIds
          .filter((id) => id.startsWith(`${family}/`))
          .map((template) => (
            <Way key={template} to={queryOf(choice, { template })} isChosen={template === choice.template}>
              {template.slice(family.length + 1) + (hasSms(template) ? ' · SMS' : '')}
            </Way>
          ))}
      </div>
    ))}
  </nav>
);

interface WayProps {
  readonly to: string;
  readonly isChosen: boolean;
  readonly children: string;
}

const Way = ({ to, isChosen, children }: WayProps) => (
  <a href={`/?${to}`} {...(isChosen && { 'aria-current': 'page' })}>
    {children}
  </a>
);

/** The switches: language, person, and how it is read. */
const Ways = ({ choice }: { readonly choice: Choice }) => (
  <div className="ways">
    <div>
      <span>Language</span>
      {locales.map((locale) => (
        <Way key={locale} to={queryOf(choice, { locale })} isChosen={locale === choice.locale}>
          {languages[locale]}
        </Way>
      ))}
    </div>
    <div>
      <span>Person</span>
      {personasOf(choice.template).map((persona) => (
        <Way key={persona.name} to={queryOf(choice, { persona })} isChosen={persona === choice.persona}>
          {persona.name}
        </Way>
      ))}
    </div>
    <div>
      <span>Read as</span>
      {widths.map((width) => (
        <Way
          key={width}
          to={queryOf(choice, { as: 'email', width, dark: false })}
          isChosen={choice.as === 'email' && !choice.dark && width === choice.width}
        >
          {`${width} px`}
        </Way>
      ))}
      <Way to={queryOf(choice, { as: 'email', dark: true })} isChosen={choice.as === 'email' && choice.dark}>
        dark
      </Way>
      <Way to={queryOf(choice, { as: 'text' })} isChosen={choice.as === 'text'}>
        plain text
      </Way>
      {hasSms(choice.template) && (
        <Way to={queryOf(choice, { as: 'sms' })} isChosen={choice.as === 'sms'}>
          text message
        </Way>
      )}
    </div>
  </div>
);

interface ShownProps {
  readonly choice: Choice;
  readonly message: RenderedMessage;
}

/** What can be told of the message without looking at it. */
const Told = ({ choice, message }: ShownProps) => {
  const { encoding, segments } = smsLength(message.text);
  const flaws = choice.as === 'sms' ? [] : [...emailFlaws(message), ...typographyFlaws(message.text, choice.locale)];
  return (
    <dl>
      <dt>Person</dt>
      <dd>{choice.persona.about}</dd>
      {choice.as === 'sms' ? (
        <>
          <dt>Length</dt>
          <dd>{`${segments} ${segments === 1 ? 'segment' : 'segments'}, ${Array.from(message.text).length} characters, ${encoding}`}</dd>
        </>
      ) : (
        <>
          <dt>Subject</dt>
          <dd>{message.subject}</dd>
          <dt>Size of the HTML part</dt>
          <dd>{`${(Buffer.byteLength(message.html) / 1000).toFixed(1)} kB`}</dd>
          <dt>Flaws</dt>
          <dd className={flaws.length > 0 ? 'bad' : undefined}>{flaws.length === 0 ? 'none' : flaws.join('; ')}</dd>
        </>
      )}
    </dl>
  );
};

const Shown = ({ choice, message }: ShownProps) => {
  if (choice.as === 'sms') return <div className="sms">{message.text}</div>;
  if (choice.as === 'text') return <pre>{message.text}</pre>;
  return (
    <iframe
      src={`/letter?${queryOf(choice)}`}
      title={message.subject}
      width={choice.width}
      sandbox=""
      referrerPolicy="no-referrer"
    />
  );
};

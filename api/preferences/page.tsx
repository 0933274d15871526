import { document, OtherLanguage } from '../customer-pages/document.tsx';
import { preferencesCopy, type PreferencesCopy } from './copy.ts';
import type { PreferencesView } from './view.ts';

/** The preference centre: forms that work without a script; what was shown goes along, so that only changes count. */
export const preferencesPage = (view: PreferencesView): string => {
  const { locale, shop, done, channels, paused } = view;
  const words = preferencesCopy[locale];
  return document({
    locale,
    title: words.title,
    wide: true,
    children: (
      <>
        <h1>{words.title}</h1>
        {done && (
          <p className="told" role="status">
            {words.done[done]}
          </p>
        )}
        <p>{words.intro(shop)}</p>
        <form method="post">
          {channels.map((channel) => (
            <ChannelChoices key={channel.channel} channel={channel} words={words} />
          ))}
          {channels.some(({ locked }) => !locked) && (
            <button name="act" value="choose">
              {words.save}
            </button>
          )}
        </form>
        <Offer act={paused === undefined ? 'pause' : 'resume'} {...pauseWords(words, paused)} />
        <Offer act="leave" {...words.leave} />
        <p className="links soft">{words.orders}</p>
        <p className="links">
          <OtherLanguage locale={locale} />
        </p>
      </>
    ),
  });
};

const pauseWords = ({ pause, paused }: PreferencesCopy, until: string | undefined) =>
  until === undefined ? pause : { ...paused, text: paused.text(until) };

interface ChannelChoicesProps {
  readonly channel: PreferencesView['channels'][number];
  readonly words: PreferencesCopy;
}

const ChannelChoices = ({ channel: { channel, address, locked, boxes }, words }: ChannelChoicesProps) => (
  <fieldset>
    <legend>
      {words.channels[channel]} <span>{address}</span>
    </legend>
    {locked && <p className="soft">{words[locked]}</p>}
    {boxes.map(({ key, words: label, on }) => (
      <label key={key}>
        <input type="checkbox" name="want" value={key} defaultChecked={on && !locked} disabled={Boolean(locked)} />
        <span>{label}</span>
        {!locked && <input type="hidden" name="shown" value={key} />}
        {!locked && on && <input type="hidden" name="was" value={key} />}
      </label>
    ))}
  </fieldset>
);

interface OfferProps {
  readonly act: string;
  readonly title: string;
  readonly text: string;
  readonly button: string;
}

/** One thing that a button does at once. */
const Offer = ({ act, title, text, button }: OfferProps) => (
  <section>
    <h2>{title}</h2>
    <p className="soft">{text}</p>
    <form method="post">
      <button name="act" value={act}>
        {button}
      </button>
    </form>
  </section>
);

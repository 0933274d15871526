interface MessageFrameProps {
  /** Our route that serves the message's HTML with a policy of its own: no script, no form, nothing of ours. */
  readonly src: string;
  readonly title: string;
  readonly text: string;
}

/** A message's HTML, sealed off from the page, and its plain text part. */
export const MessageFrame = ({ src, title, text }: MessageFrameProps) => (
  <div className="seen">
    <iframe
      src={src}
      title={`HTML part: ${title}`}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
    />
    <section className="text" aria-label="Plain text part">
      <h3>Plain text</h3>
      <pre>{text}</pre>
    </section>
  </div>
);

import { templateIds } from '../../../activities/templates/index.ts';
import type { RenderedMessage } from '../../../activities/templates/view.ts';
import { listCarts } from '../../../db/pages/carts.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { locales } from '../../../domain/templates.ts';
import { asUuid, type Page } from '../page.ts';
import { useConsole } from '../parts/context.ts';
import { Facts } from '../parts/bits.tsx';
import { MessageFrame } from '../parts/message-frame.tsx';
import { formatTime } from '../parts/time.tsx';
import { type Choice, choiceQuery, offers, readChoice } from '../preview/choice.ts';
import { renderChoice } from '../preview/render-choice.ts';
import { Select } from '../forms/select.tsx';

type Carts = Awaited<ReturnType<typeof listCarts>>;

/** Any template in any language with any customer's cart: what would be sent, without sending it. */
export const previewPage: Page = {
  path: '/preview',
  async show(deps, request) {
    const { db } = deps;
    const { store, stores, query } = request;
    const customer = asUuid(query['customer']) as CustomerId | undefined;
    const carts = store ? await listCarts(db, store.id, customer, 50) : [];
    const choice = readChoice(request, carts[0]?.id);
    const message = await renderChoice(deps, request, choice);
    const storeId = stores.length > 1 ? store?.id : undefined;
    return {
      title: 'Preview',
      section: 'preview',
      body: (
        <>
          <ChoiceForm choice={choice} carts={carts} storeId={storeId} />
          {message ? (
            <Message message={message} choice={choice} storeId={storeId} />
          ) : (
            <p className="empty">This cart has nothing to show: no product of it is known and in stock.</p>
          )}
        </>
      ),
    };
  },
};

const languages = { fr: 'French', en: 'English' } as const;
const offerWords = { policy: 'As the store’s policy says', code: 'With a code', none: 'Without a code' } as const;

interface ChoiceFormProps {
  readonly choice: Choice;
  readonly carts: Carts;
  readonly storeId: string | undefined;
}

const ChoiceForm = ({ choice, carts, storeId }: ChoiceFormProps) => {
  const { timezone, now } = useConsole();
  return (
    <form className="choice" action="/preview" data-instant>
      {storeId && <input type="hidden" name="store" value={storeId} />}
      {choice.customer && <input type="hidden" name="customer" value={choice.customer} />}
      <Select name="template" label="Template" value={choice.template} options={templateIds.map((id) => [id, id])} />
      <Select
        name="locale"
        label="Language"
        value={choice.locale}
        options={locales.map((locale) => [locale, languages[locale]])}
      />
      <Select
        name="cart"
        label="Cart"
        value={choice.cart}
        options={[
          ...carts.map(
            (cart) =>
              [
                cart.id,
                `${cart.firstName ?? 'A customer'}, ${cart.lines} ${cart.lines === 1 ? 'line' : 'lines'}, ${cart.stage}, ${formatTime(cart.updatedAt, timezone, now)}`,
              ] as const,
          ),
          ['sample', 'A sample cart'],
          ['sample-checkout', 'A sample cart, checkout started'],
        ]}
      />
      {choice.template === 'cart/offer' && (
        <Select
          name="offer"
          label="Offer"
          value={choice.offer}
          options={offers.map((offer) => [offer, offerWords[offer]])}
        />
      )}
      <button>Show</button>
    </form>
  );
};

interface MessageProps {
  readonly message: RenderedMessage;
  readonly choice: Choice;
  readonly storeId: string | undefined;
}

const Message = ({ message, choice, storeId }: MessageProps) => (
  <section aria-label="Message">
    <Facts
      facts={[
        ['Subject', message.subject],
        ['Size of the HTML part', `${Math.ceil(Buffer.byteLength(message.html) / 1024)} kB`],
      ]}
    />
    <MessageFrame
      src={`/preview/html?${choiceQuery(choice)}${storeId ? `&store=${encodeURIComponent(storeId)}` : ''}`}
      title={message.subject}
      text={message.text}
    />
  </section>
);

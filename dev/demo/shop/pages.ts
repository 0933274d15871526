import { formatMoney } from '../../../domain/money.ts';
import { catalogue, type Product } from '../catalogue.ts';
import { productPage, productPicture } from './addresses.ts';

const euros = (amount: number): string => formatMoney({ amount, currency: 'EUR' }, 'en');

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Demo shop</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; color: #222 }
  ul { list-style: none; padding: 0 } li { display: flex; gap: 1rem; align-items: center; margin: 1rem 0 }
  img { width: 96px; height: 96px; border-radius: 8px } a { color: inherit } footer { color: #666; margin-top: 3rem }
</style>
<h1>${title}</h1>
${body}
<footer>An invented shop: nothing here can be bought. <a href="/">All products</a></footer>
</html>
`;

const line = (shopUrl: string, product: Product, extra: string): string =>
  `<li><img src="${productPicture(shopUrl, product.sku)}" alt="">` +
  `<span><a href="${productPage(shopUrl, product.sku)}">${product.title.en}</a><br>${extra}</span></li>`;

export const homePage = (shopUrl: string): string =>
  page('Demo shop', `<ul>${catalogue.map((product) => line(shopUrl, product, euros(product.price))).join('')}</ul>`);

export const productPageHtml = (shopUrl: string, product: Product): string =>
  page(
    product.title.en,
    `<p><img src="${productPicture(shopUrl, product.sku)}" alt="" style="width:240px;height:240px"></p>` +
      `<p lang="fr">${product.title.fr}</p><p>${euros(product.price)}, ${product.stock} in stock</p>`,
  );

/** What is in a cart, as the shop last told it. */
export interface CartContents {
  readonly lines: readonly { readonly product: Product; readonly quantity: number }[];
  readonly ordered: boolean;
}

export const cartPageHtml = (shopUrl: string, cart: CartContents): string => {
  const total = cart.lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  const lines = cart.lines.map(({ product, quantity }) =>
    line(shopUrl, product, `${quantity} × ${euros(product.price)}`),
  );
  return page(
    cart.ordered ? 'Your cart was ordered' : 'Your cart',
    `<ul>${lines.join('')}</ul><p><strong>Total ${euros(total)}</strong></p>`,
  );
};

export const notFoundPage = (): string => page('Not here', '<p>The demo shop has no such page.</p>');

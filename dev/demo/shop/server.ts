import { createServer, type ServerResponse } from 'node:http';
import { freePort } from '../../free-port.ts';
import { productBySku } from '../catalogue.ts';
import type { Carts } from './carts.ts';
import { cartPageHtml, homePage, notFoundPage, productPageHtml } from './pages.ts';
import { pictureOf } from './picture.ts';

export interface ShopServer {
  /** Without a slash at its end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The demo shop's own site: pictures, product pages and carts that messages link to. */
export const startShopServer = async (carts: Carts, wantedPort = 3010): Promise<ShopServer> => {
  const port = await freePort(wantedPort);
  const url = `http://127.0.0.1:${port}`;
  const server = createServer((request, response) => {
    const [, kind, name = ''] = new URL(request.url ?? '/', url).pathname.split('/');
    const product = productBySku(name.replace(/\.svg$/, ''));
    const cart = kind === 'carts' ? carts.find(name) : undefined;
    if (!kind) html(response, homePage(url));
    else if (kind === 'pictures' && product) {
      const headers = { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=3600' };
      response.writeHead(200, headers).end(pictureOf(product));
    } else if (kind === 'products' && product) html(response, productPageHtml(url, product));
    else if (cart) html(response, cartPageHtml(url, cart));
    else html(response, notFoundPage(), 404);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const html = (response: ServerResponse, body: string, status = 200): void => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body);
};

/** Where the demo shop shows things; `shopUrl` without a slash at its end. */
export const cartPage = (shopUrl: string, cartId: string): string => `${shopUrl}/carts/${cartId}`;
export const productPage = (shopUrl: string, sku: string): string => `${shopUrl}/products/${sku}`;
export const productPicture = (shopUrl: string, sku: string): string => `${shopUrl}/pictures/${sku}.svg`;

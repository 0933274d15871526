import type { Category, Product } from '../catalogue.ts';

/** What is drawn for each category, on a canvas of 240 by 240. */
const shapes: Readonly<Record<Category, string>> = {
  phone: '<rect x="80" y="40" width="80" height="160" rx="14"/><circle class="detail" cx="120" cy="184" r="6"/>',
  audio:
    '<path d="M60 140a60 60 0 0 1 120 0" fill="none" stroke="#fff" stroke-width="14"/>' +
    '<rect x="46" y="132" width="34" height="60" rx="14"/><rect x="160" y="132" width="34" height="60" rx="14"/>',
  computer: '<rect x="56" y="60" width="128" height="88" rx="8"/><path d="M36 160h168l-14 22H50z"/>',
  photo:
    '<rect x="44" y="80" width="152" height="100" rx="12"/><rect x="92" y="62" width="56" height="26" rx="6"/>' +
    '<circle class="detail" cx="120" cy="130" r="34"/><circle cx="120" cy="130" r="16"/>',
  home: '<path d="M120 48l80 66h-22v76H62v-76H40z"/><rect class="detail" x="104" y="140" width="32" height="50"/>',
  accessory:
    '<rect x="84" y="92" width="72" height="64" rx="12"/><rect x="98" y="62" width="12" height="32" rx="4"/>' +
    '<rect x="130" y="62" width="12" height="32" rx="4"/><path d="M114 156h12v44h-12z"/>',
};

/** A simple picture of `product` as SVG; its colour follows from its name. */
export const pictureOf = (product: Product): string => {
  const hue = Array.from(product.sku).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 240 240" fill="#fff">` +
    `<style>.detail{fill:hsl(${hue} 45% 45%)}</style>` +
    `<rect width="240" height="240" fill="hsl(${hue} 45% 45%)"/>${shapes[product.category]}</svg>`
  );
};

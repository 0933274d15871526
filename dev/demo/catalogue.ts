import { pick } from '../../domain/split.ts';

/** One product of the demo shop. */
export interface Product {
  readonly sku: string;
  readonly title: { readonly en: string; readonly fr: string };
  readonly category: Category;
  /** In cents of a euro. */
  readonly price: number;
  readonly stock: number;
  /** How often it is looked at, compared with the others. */
  readonly weight: number;
}

export type Category = 'phone' | 'audio' | 'computer' | 'photo' | 'home' | 'accessory';

const product = (
  sku: string,
  category: Category,
  [en, fr]: readonly [string, string],
  price: number,
  stock: number,
  weight: number,
): Product => ({ sku, category, title: { en, fr }, price, stock, weight });

/** Everything that the demo shop sells: invented. */
export const catalogue: readonly Product[] = [
  product('phone-alba-5', 'phone', ['Alba 5 smartphone, 128 GB', 'Smartphone Alba 5, 128 Go'], 34_900, 240, 9),
  product(
    'phone-alba-5-pro',
    'phone',
    ['Alba 5 Pro smartphone, 256 GB', 'Smartphone Alba 5 Pro, 256 Go'],
    64_900,
    90,
    6,
  ),
  product('phone-brio', 'phone', ['Brio big-button phone', 'Téléphone à grosses touches Brio'], 5_990, 150, 2),
  product('watch-tempo', 'phone', ['Tempo sports watch', 'Montre de sport Tempo'], 17_900, 130, 5),
  product('headphones-lune', 'audio', ['Lune wireless headphones', 'Casque sans fil Lune'], 12_900, 310, 10),
  product('earbuds-grain', 'audio', ['Grain earbuds', 'Écouteurs Grain'], 5_900, 500, 10),
  product('speaker-galet', 'audio', ['Galet portable speaker', 'Enceinte portable Galet'], 7_990, 220, 7),
  product('soundbar-horizon', 'audio', ['Horizon sound bar', 'Barre de son Horizon'], 24_900, 60, 3),
  product('turntable-sillon', 'audio', ['Sillon turntable', 'Platine vinyle Sillon'], 19_900, 45, 2),
  product('laptop-plume-13', 'computer', ['Plume 13 laptop', 'Ordinateur portable Plume 13'], 89_900, 70, 6),
  product('laptop-plume-15', 'computer', ['Plume 15 laptop', 'Ordinateur portable Plume 15'], 119_900, 40, 4),
  product('tablet-ardoise', 'computer', ['Ardoise 10-inch tablet', 'Tablette Ardoise 10 pouces'], 27_900, 120, 6),
  product('monitor-fenetre-27', 'computer', ['Fenêtre 27-inch monitor', 'Écran Fenêtre 27 pouces'], 22_900, 85, 4),
  product(
    'keyboard-clavecin',
    'computer',
    ['Clavecin mechanical keyboard', 'Clavier mécanique Clavecin'],
    9_900,
    160,
    4,
  ),
  product('mouse-mulot', 'computer', ['Mulot quiet mouse', 'Souris silencieuse Mulot'], 2_990, 400, 5),
  product('camera-instant', 'photo', ['Instant compact camera', 'Appareil compact Instant'], 39_900, 50, 3),
  product('tripod-heron', 'photo', ['Héron travel tripod', 'Trépied de voyage Héron'], 6_900, 140, 2),
  product('card-128', 'photo', ['128 GB memory card', 'Carte mémoire 128 Go'], 1_990, 800, 4),
  product('lamp-aurore', 'home', ['Aurore wake-up lamp', 'Lampe de réveil Aurore'], 4_990, 190, 3),
  product('thermostat-cocon', 'home', ['Cocon smart thermostat', 'Thermostat connecté Cocon'], 14_900, 75, 3),
  product('vacuum-libellule', 'home', ['Libellule robot vacuum', 'Aspirateur robot Libellule'], 29_900, 55, 4),
  product('charger-65', 'accessory', ['65 W charger', 'Chargeur 65 W'], 3_490, 600, 7),
  product('cable-tresse', 'accessory', ['Braided cable, 2 m', 'Câble tressé, 2 m'], 1_490, 900, 8),
  product('case-alba', 'accessory', ['Alba 5 case', 'Coque Alba 5'], 1_990, 700, 6),
];

const weights = Object.fromEntries(catalogue.map((product) => [product.sku, product.weight]));

/** The product that a `seed` always stands for; the popular ones come up more often. */
export const productOf = (seed: string): Product => productBySku(pick(seed, weights))!;

export const productBySku = (sku: string): Product | undefined => catalogue.find((product) => product.sku === sku);

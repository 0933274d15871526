/** Where something was bought: on the web, or in a shop with a door. */
export const orderPlaces = ['web', 'store'] as const;
export type OrderPlace = (typeof orderPlaces)[number];

/** A way out for previews that is nobody's. */
export const unsubscribeSample = 'https://journeys.shop.example/u/00000000-0000-4000-8000-000000000000';

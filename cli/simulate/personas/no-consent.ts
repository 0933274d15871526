import type { Persona } from '../persona.ts';

export const persona: Persona = {
  about: 'Never agreed to marketing and never bought: gets what concerns an order alone.',
  locale: 'fr',
  timezone: 'Europe/Paris',
  agreedTo: [],
  orders: [],
};

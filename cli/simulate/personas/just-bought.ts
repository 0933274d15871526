import type { Persona } from '../persona.ts';

export const persona: Persona = {
  about: 'Bought yesterday: buyers are left alone for a while.',
  firstName: 'Hugo',
  locale: 'fr',
  timezone: 'Europe/Paris',
  agreedTo: ['email'],
  orders: [{ ago: '1 day', total: 85_00 }],
};

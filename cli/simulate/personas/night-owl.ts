import type { Persona } from '../persona.ts';

export const persona: Persona = {
  about: 'Lives in Montréal and shops when Europe gets up: quiet hours are those of where they live.',
  firstName: 'Zoé',
  locale: 'fr',
  timezone: 'America/Montreal',
  agreedTo: ['email'],
  orders: [{ ago: '90 days', total: 60_00 }],
};

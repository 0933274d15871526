import type { Persona } from '../persona.ts';

export const persona: Persona = {
  about: 'Has an account since yesterday, agreed to e-mail, and never bought.',
  firstName: 'Grace',
  locale: 'en',
  timezone: 'Europe/London',
  agreedTo: ['email'],
  orders: [],
  seen: '1 day',
};

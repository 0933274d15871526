import { z } from 'zod';

/** `Shop <hello@shop.example>` or the address alone; one line. */
export const isSender = (value: string): boolean => {
  const address = /^[^<>"\r\n]+<([^<>]+)>$/.exec(value)?.[1] ?? value;
  return z.email().safeParse(address).success;
};

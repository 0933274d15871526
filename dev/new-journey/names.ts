/** `coffeeClub` as the name of a file or of a family of letters: `coffee-club`. */
export const kebab = (camel: string): string => camel.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

/** `second-cup` as a name in code: `secondCup`. */
export const camel = (kebab: string): string => kebab.replaceAll(/-(.)/gu, (_, letter: string) => letter.toUpperCase());

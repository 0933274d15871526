/** How somebody came to ask for the newsletter: what they were shown decides what the first message says (R2). */
export const signUpWays = ['newsletter', 'popup', 'quiz', 'guide'] as const;
export type SignUpWay = (typeof signUpWays)[number];

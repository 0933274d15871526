/** Whoever asks while an answer is on its way gets that one: a crowd of probes costs no more than one. */
export const sharedAnswer = <Answer>(ask: () => Promise<Answer>): (() => Promise<Answer>) => {
  let asked: Promise<Answer> | undefined;
  return async () => {
    asked ??= ask().finally(() => {
      asked = undefined;
    });
    return asked;
  };
};

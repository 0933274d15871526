/** Answers as they are typed, in a terminal or as options. */
export interface Given {
  readonly name: string;
  readonly does: string;
  readonly starts: readonly string[];
  readonly who: string;
  readonly subject: string;
  readonly again: string;
  readonly ends: readonly string[];
  readonly purpose: string;
  readonly rank: string;
  readonly expires: string;
  readonly goal: string;
  readonly owner: string;
  readonly reviewBy: string;
  /** `3 days email second-cup`. */
  readonly steps: readonly string[];
  /** `second-cup: A second cup?`. */
  readonly en: readonly string[];
  readonly fr: readonly string[];
}

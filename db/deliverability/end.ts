/** Who ends something before its time, when in the store's time, and why. */
export interface End {
  readonly at: Date;
  /** As in the audit log. */
  readonly by: string;
  readonly why: string;
}

/** The columns that an end is kept in. */
export const endedColumns = ({ at, by, why }: End) => ({ until: at, endedBy: by, endedWhy: why });

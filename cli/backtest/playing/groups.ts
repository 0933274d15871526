/** People who may turn out to be the same, by every name that was told of them; each group has members. */
export interface Groups<Member> {
  /** The group of these names; names of several groups make one of them. */
  join(names: readonly string[]): string;
  /** Whether the name is part of a group. */
  knows(name: string): boolean;
  /** The members of the group that `name` is part of by now; undefined while it has none. */
  members(name: string): ReadonlySet<Member> | undefined;
  add(name: string, member: Member): void;
  remove(name: string, member: Member): void;
  /** How many names are kept. */
  size(): number;
  /** Forgets all names but `names` and those by which members were added; who was one stays one. */
  keepOnly(names: Iterable<string>): void;
}

/** Union-find with path halving (R. E. Tarjan, J. van Leeuwen: Worst-case analysis of set union algorithms, 1984). */
export const openGroups = <Member>(): Groups<Member> => {
  let parents = new Map<string, string>();
  let membersOf = new Map<string, Set<Member>>();
  /** By which names members were added, and for how many of them. */
  const added = new Map<string, number>();

  const root = (name: string): string => {
    let at = name;
    for (;;) {
      const parent = parents.get(at);
      if (parent === undefined || parent === at) return at;
      const above = parents.get(parent);
      if (above === undefined || above === parent) return parent;
      parents.set(at, above);
      at = above;
    }
  };
  const unite = (one: string, other: string): string => {
    // The same root whatever the order of the names.
    const [over, under] = one < other ? [one, other] : [other, one];
    parents.set(under, over);
    const moved = membersOf.get(under);
    if (moved) {
      membersOf.set(over, new Set([...(membersOf.get(over) ?? []), ...moved]));
      membersOf.delete(under);
    }
    return over;
  };
  const join = ([first, ...others]: readonly string[]): string => {
    let one = root(first!);
    for (const name of [first!, ...others]) {
      if (!parents.has(name)) parents.set(name, name);
      const other = root(name);
      if (other !== one) one = unite(one, other);
    }
    return one;
  };

  return {
    join,
    knows: (name) => parents.has(name),
    members: (name) => membersOf.get(root(name)),
    add: (name, member) => {
      added.set(name, (added.get(name) ?? 0) + 1);
      const group = join([name]);
      const members = membersOf.get(group);
      if (members) members.add(member);
      else membersOf.set(group, new Set([member]));
    },
    remove: (name, member) => {
      const left = (added.get(name) ?? 0) - 1;
      if (left > 0) added.set(name, left);
      else added.delete(name);
      const group = root(name);
      const members = membersOf.get(group);
      if (members?.delete(member) && members.size === 0) membersOf.delete(group);
    },
    size: () => parents.size,
    keepOnly: (names) => {
      const together = new Map<string, string[]>();
      for (const name of new Set([...names, ...added.keys()])) {
        const group = root(name);
        together.set(group, [...(together.get(group) ?? []), name]);
      }
      const old = membersOf;
      parents = new Map();
      membersOf = new Map();
      for (const [group, kept] of together) {
        const now = join(kept);
        const members = old.get(group);
        if (members) membersOf.set(now, members);
      }
    },
  };
};

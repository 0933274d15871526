/** People who may turn out to be the same, by every name that was told of them; each group has members. */
export interface Groups<Member> {
  /** The group of these names; names of several groups make one of them. */
  join(names: readonly string[]): string;
  /** The members of the group that `name` is part of by now; undefined while it has none. */
  members(name: string): Set<Member> | undefined;
  add(name: string, member: Member): void;
  remove(name: string, member: Member): void;
}

/** Union-find with path halving (R. E. Tarjan, J. van Leeuwen: Worst-case analysis of set union algorithms, 1984). */
export const openGroups = <Member>(): Groups<Member> => {
  const parents = new Map<string, string>();
  const membersOf = new Map<string, Set<Member>>();

  const root = (name: string): string => {
    let at = name;
    for (;;) {
      const parent = parents.get(at);
      if (parent === undefined) return at;
      const above = parents.get(parent);
      if (above === undefined) return parent;
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

  return {
    join: ([first, ...others]) => {
      let one = root(first!);
      for (const name of others) {
        const other = root(name);
        if (other !== one) one = unite(one, other);
      }
      return one;
    },
    members: (name) => membersOf.get(root(name)),
    add: (name, member) => {
      const group = root(name);
      const members = membersOf.get(group);
      if (members) members.add(member);
      else membersOf.set(group, new Set([member]));
    },
    remove: (name, member) => {
      const group = root(name);
      const members = membersOf.get(group);
      if (members?.delete(member) && members.size === 0) membersOf.delete(group);
    },
  };
};

/** What the boxes of the filters do to a state. Pure. */

const toggled = (list, value) => (list.includes(value) ? list.filter((one) => one !== value) : [...list, value]);

/**
 * Returns the list of a state after a box was changed. For types and roles, none chosen means all. The
 * boxes of relations show which are followed, since some are not by default.
 * @param {'types' | 'via' | 'roles'} name
 * @param {{value: string, on: boolean}[]} counts what the scene counts
 */
export function choice(name, counts, state, value) {
  if (name !== 'via') return inOrder(toggled(state[name], value), counts);
  const followed = counts.filter(({ on }) => on).map((one) => one.value);
  const next = toggled(followed, value);
  return next.length ? inOrder(next, counts) : state.via;
}

const inOrder = (values, counts) => {
  const order = counts.map(({ value }) => value);
  return values.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
};

// How the boxes of countries and of programmes are written in `where`. An entity that cannot have a
// country, such as an initiative, is not hidden by a choice of countries.
const clauses = {
  countries: {
    make: (values) => ({ OR: [{ country: { in: values } }, { country: { isNull: true } }] }),
    read: (clause) => clause.OR?.length === 2 && clause.OR[1].country?.isNull === true && clause.OR[0].country?.in,
  },
  programmes: {
    make: (values) => ({ OR: [{ wholes: { some: { whole: { id: { in: values } } } } }, { type: { notIn: ['JOINT_ACTION', 'PROJECT', 'NETWORK', 'ALLIANCE'] } }] }),
    read: (clause) => clause.OR?.length === 2 && clause.OR[1].type?.notIn && clause.OR[0].wholes?.some?.whole?.id?.in,
  },
};

/** The conditions that all must hold: those of the boxes, and what else somebody wrote. */
function conditions(where) {
  try {
    const all = where ? JSON.parse(where) : {};
    return all.AND && Object.keys(all).length === 1 ? all.AND : [all].filter((one) => Object.keys(one).length);
  } catch {
    return [];
  }
}

/** Returns the values that are chosen in a filter: none means all. */
export function chosen(name, where) {
  for (const clause of conditions(where)) {
    const values = clauses[name].read(clause);
    if (values) return values;
  }
  return [];
}

/** Returns the filter after a box was changed. */
export function whereOf(name, where, value) {
  const { make, read } = clauses[name];
  const values = toggled(chosen(name, where), value);
  const others = conditions(where).filter((clause) => !read(clause));
  const all = values.length ? [...others, make(values)] : others;
  if (!all.length) return '';
  return JSON.stringify(all.length === 1 ? all[0] : { AND: all });
}

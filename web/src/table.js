/**
 * The outermost lists of an answer as tables, or the answer itself as a table of one row
 * when there is no list in it. Nested objects become dotted columns. When rows hold one
 * nested list, each of its items has a row of its own; several nested lists become one
 * cell each. The levels of a connection are left out of names.
 * @param {object | null | undefined} data the `data` of an answer
 * @returns {{name: string, columns: string[], rows: Record<string, unknown>[]}[]}
 */
export function tables(data) {
  if (!isObject(data)) return [];
  const found = lists(data, []);
  return (found.length ? found : [{ path: ['answer'], items: [data] }]).map(({ path, items }) => table(path, items));
}

/** The outermost lists of objects below a value, with the names on the way to them. */
function lists(value, path) {
  if (Array.isArray(value)) return value.some(isObject) ? [{ path, items: value.filter(isObject) }] : [];
  if (!isObject(value)) return [];
  return entries(value).flatMap(([name, inner]) => lists(inner, [...path, name]));
}

function table(path, items) {
  const flat = items.map((item) => flatten(item, ''));
  const nested = new Set(flat.flatMap((row) => Object.keys(row).filter((name) => isList(row[name]))));
  const rows = nested.size === 1 ? flat.flatMap((row) => spread(row, [...nested][0])) : flat;
  const columns = [...new Set(rows.flatMap(Object.keys))];
  return { name: short(path.join('.')), columns: columns.filter(own(columns, rows)), rows: rows.map(joined) };
}

/** One row for each item of a row's list, its columns in the list's place; one without them when it is empty. */
function spread(row, name) {
  const { [name]: items = [], ...rest } = row;
  if (items.length === 0) return [rest];
  const columns = (item) => ([key, value]) => (key === name ? flatten(item, `${name}.`) : { [key]: value });
  return items.map((item) => Object.assign({}, ...Object.entries(row).map(columns(item))));
}

/** Nested objects as dotted names; lists stay lists. */
function flatten(value, prefix) {
  return Object.assign({}, ...entries(value).map(([key, inner]) => {
    const name = short(prefix + key);
    return isObject(inner) ? flatten(inner, `${name}.`) : { [name]: inner };
  }));
}

/** Lists as text: their items' values, parted by commas, and items by semicolons. */
function joined(row) {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? value.map(text).join('; ') : value]));
}

function text(item) {
  if (Array.isArray(item)) return item.map(text).join(' ');
  return isObject(item) ? Object.values(flatten(item, '')).filter((v) => v !== null).map(text).join(', ') : String(item);
}

/** The fields of an object; the items of `edges` as their nodes, with the cursor first. */
function entries(object) {
  return Object.entries(object).map(([name, inner]) => {
    if (name !== 'edges' || !Array.isArray(inner)) return [name, inner];
    return [name, inner.map((edge) => {
      const { node, ...rest } = edge;
      return isObject(node) ? { ...rest, ...node } : edge;
    })];
  });
}

/** Leaves out what is null here and an object in other rows, where its own columns say more. */
const own = (columns, rows) => (name) =>
  !columns.some((other) => other.startsWith(`${name}.`)) || rows.some((row) => (row[name] ?? null) !== null);
/** A name without the levels that only page through a list. */
const short = (name) => name.replace(/(^|\.)(nodes|edges)(?=\.|$)/g, '').replace(/^\./, '') || 'rows';
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isList = (value) => Array.isArray(value) && value.some(isObject);

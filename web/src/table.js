/**
 * Returns the outermost lists of an answer as tables, or the answer itself as a table of one
 * row if it has no list. Nested objects become dotted columns. If rows have one nested list,
 * each of its items becomes a row; of several nested lists, each becomes a cell. The levels of
 * a connection are left out of names.
 * @param {object | null | undefined} data the `data` of an answer
 * @returns {{name: string, columns: string[], rows: Record<string, unknown>[]}[]}
 */
export function tables(data) {
  if (!isObject(data)) return [];
  const found = lists(data, []);
  return (found.length ? found : [{ path: ['answer'], items: [data] }]).map(({ path, items }) => table(path, items));
}

/** Returns the outermost lists of objects within a value, with the path to each. */
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

/** Returns a row for each item of a row's list, with its columns in place of the list; one row without them if the list is empty. */
function spread(row, name) {
  const { [name]: items = [], ...rest } = row;
  if (items.length === 0) return [rest];
  const columns = (item) => ([key, value]) => (key === name ? flatten(item, `${name}.`) : { [key]: value });
  return items.map((item) => Object.assign({}, ...Object.entries(row).map(columns(item))));
}

/** Returns an object with dotted names in place of nested objects; lists stay lists. */
function flatten(value, prefix) {
  return Object.assign({}, ...entries(value).map(([key, inner]) => {
    const name = short(prefix + key);
    return isObject(inner) ? flatten(inner, `${name}.`) : { [name]: inner };
  }));
}

/** Returns a row with its lists as text: values separated by commas, and items by semicolons. */
function joined(row) {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? value.map(text).join('; ') : value]));
}

function text(item) {
  if (Array.isArray(item)) return item.map(text).join(' ');
  return isObject(item) ? Object.values(flatten(item, '')).filter((v) => v !== null).map(text).join(', ') : String(item);
}

/** Returns the fields of an object; each item of `edges` as its node, with the cursor first. */
function entries(object) {
  return Object.entries(object).map(([name, inner]) => {
    if (name !== 'edges' || !Array.isArray(inner)) return [name, inner];
    return [name, inner.map((edge) => {
      const { node, ...rest } = edge;
      return isObject(node) ? { ...rest, ...node } : edge;
    })];
  });
}

/** Drops a column that is null here and an object in other rows, which has its own columns. */
const own = (columns, rows) => (name) =>
  !columns.some((other) => other.startsWith(`${name}.`)) || rows.some((row) => (row[name] ?? null) !== null);
/** Returns a name without the levels of a connection. */
const short = (name) => name.replace(/(^|\.)(nodes|edges)(?=\.|$)/g, '').replace(/^\./, '') || 'rows';
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isList = (value) => Array.isArray(value) && value.some(isObject);

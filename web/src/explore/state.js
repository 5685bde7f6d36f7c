/**
 * The state of the explorer and its address. Everything here is pure. The service reads and writes
 * addresses by the same rules, and is the one that checks the values.
 *
 * @typedef {object} State
 * @property {string[]} ids entities on the stage
 * @property {string[]} expand entities whose neighbours are on the stage too
 * @property {string} view one of `views`
 * @property {string} sel the selected entity or relation, or empty
 * @property {string[]} path none or two entities
 * @property {string} on a day, or empty
 * @property {string[]} types @property {string[]} via @property {string[]} roles enum names
 * @property {string} where an EntityWhere as JSON, or empty
 * @property {string[]} hide entities taken off the stage
 * @property {boolean} embed @property {boolean} all
 * @property {string} find @property {string} after @property {string} edition @property {string} lang
 */

/** The views, the first of which an address without one has. */
export const views = ['network', 'table', 'matrix', 'timeline', 'map'];

/** The maximum length of an address, in characters: the path with the query. */
export const longest = 2000;

const address = '/explore?';

/** The parameters in the order of an address, and how each is written. */
const parameters = {
  ids: 'list', expand: 'list', view: 'word', sel: 'word', path: 'list', on: 'word', types: 'list', via: 'list',
  where: 'word', find: 'word', hide: 'list', edition: 'word', lang: 'word', embed: 'flag', all: 'flag', roles: 'list', after: 'word',
};

const absent = { list: () => [], word: () => '', flag: () => false };

/** Returns the state without anything on the stage. */
export function empty() {
  const state = {};
  for (const [name, kind] of Object.entries(parameters)) state[name] = absent[kind]();
  return { ...state, view: views[0] };
}

/** Percent-encodes a value as the service does: all but letters, digits and `-_.~:/@`. */
const encode = (text) => encodeURIComponent(text)
  .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  .replace(/%(3A|2F|40)/g, decodeURIComponent);

function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // the service names the parameter
  }
}

/**
 * Reads a state from the query of an address.
 * @param {string} query with or without its question mark
 * @returns {State}
 */
export function parse(query) {
  const state = empty();
  for (const pair of query.replace(/^\?/, '').split('&')) {
    const [name, raw = ''] = pair.split(/=(.*)/s);
    switch (parameters[name]) {
      case 'list': {
        const items = raw.split(',').filter(Boolean).map(decode);
        state[name] = [...new Set(enums.has(name) ? items.map((item) => item.toUpperCase()) : items)];
        break;
      }
      case 'flag': state[name] = raw === '1'; break;
      case 'word': state[name] = decode(raw); break;
      default: // trackers and parameters of other pages
    }
  }
  state.view = state.view.toLowerCase();
  if (!views.includes(state.view)) [state.view] = views;
  if (state.path.length !== 2) state.path = [];
  return state;
}

const enums = new Set(['types', 'via', 'roles']);

/**
 * Writes a state as the query of an address, without a question mark.
 * @param {State} state
 */
export function query(state) {
  const parts = [];
  for (const [name, kind] of Object.entries(parameters)) {
    const value = state[name];
    if (kind === 'list' && value.length) parts.push(`${name}=${value.map(encode).join(',')}`);
    if (kind === 'flag' && value) parts.push(`${name}=1`);
    if (kind === 'word' && value && !(name === 'view' && value === views[0])) parts.push(`${name}=${encode(value)}`);
  }
  return parts.join('&');
}

/** Reports whether two states have the same address. */
export const same = (a, b) => query(a) === query(b);

/** Reports whether nothing is asked of the stage. */
export const blank = (state) => !state.all && !state.ids.length && !state.expand.length && !state.path.length;

/**
 * Reports whether a state is the map of the whole graph. Types and hidden entities are left out of the map; with any
 * other filter, and with a path, the stage is a part of the graph.
 */
export const isWhole = (state) => state.all && state.view === views[0] && !['ids', 'expand', 'path', 'on', 'via', 'roles', 'where'].some((name) => state[name].length);

const without = (list, id) => list.filter((one) => one !== id);
const together = (list, ids) => [...new Set([...list, ...ids])];

/**
 * Adds entities to the stage, as many as the address can hold.
 * @returns {{state: State, left: number}} the new state, and how many entities it could not hold
 */
export function add(state, ids) {
  const next = { ...state, all: false, hide: state.hide.filter((id) => !ids.includes(id)) };
  return fill(next, 'ids', ids.filter((id) => !state.ids.includes(id)));
}

/** Puts an entity's neighbours on the stage. The result is as that of `add`. */
export function expand(state, id) {
  return fill({ ...state, all: false, hide: without(state.hide, id) }, 'expand', without([id], state.expand.includes(id) ? id : ''));
}

/** Takes an entity's neighbours off the stage, but not the entity. */
export const collapse = (state, id) => ({ ...state, expand: without(state.expand, id), ids: together(state.ids, [id]) });

/**
 * Takes an entity off the stage: what others have brought there is hidden.
 * @param {boolean} brought whether the entity is on the stage without being asked for
 */
export function remove(state, id, brought) {
  const next = {
    ...state, ids: without(state.ids, id), expand: without(state.expand, id), sel: state.sel === id ? '' : state.sel, path: state.path.includes(id) ? [] : state.path,
  };
  return brought ? { ...next, hide: together(next.hide, [id]) } : next;
}

/** Appends items to a list of the state, until the address is full. */
function fill(state, name, items) {
  let next = state;
  for (const [at, item] of items.entries()) {
    const longer = { ...next, [name]: [...next[name], item] };
    if (address.length + query(longer).length > longest) return { state: next, left: items.length - at };
    next = longer;
  }
  return { state: next, left: 0 };
}

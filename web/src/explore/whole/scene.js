/** The whole graph as the rest of the page knows a scene. Pure. */
import { parse, query } from '../state.js';
import { visible } from './graph.js';

/** The number of colours that readers with any kind of colour vision can tell apart. */
const distinct = 8;

/**
 * Returns what is drawn of a whole graph.
 * @param {object} graph as `read` returns it
 * @param {object | null} text its ids, names and other words; null before they have come
 * @param {{types: string[], hide: string[]}} state
 */
export function shownOf(graph, text, { types, hide }) {
  const wanted = new Set(types);
  const hidden = new Set(hide);
  const all = !text || (!wanted.size && !hidden.size);
  return visible(graph, all ? () => true : (node) => (!wanted.size || wanted.has(text.types[graph.types[node]].value)) && !hidden.has(text.ids[node]));
}

/** Counts the nodes by the number of their type. */
function countTypes({ types }) {
  const counts = new Array(256).fill(0);
  for (const type of types) counts[type] += 1;
  return counts;
}

/**
 * Colours nodes by type, the most frequent ones first; types beyond the palette share its last colour.
 * @returns {{groups: Uint8Array, colourOf: number[]}} the colours of the nodes, and those of the types
 */
export function colourByType(graph) {
  const counts = countTypes(graph);
  const order = [...counts.keys()].filter((type) => counts[type]).sort((a, b) => counts[b] - counts[a] || a - b);
  const own = order.length > distinct ? distinct - 1 : distinct;
  const colourOf = new Array(256).fill(distinct - 1);
  order.slice(0, own).forEach((type, colour) => { colourOf[type] = colour; });
  return { groups: Uint8Array.from(graph.types, (type) => colourOf[type]), colourOf, order };
}

/**
 * Returns the legend of the nodes that are drawn.
 * @param {{colourOf: number[], order: number[]}} colours
 */
export function legendOf({ types }, { nodes }, { types: labels }, { colourOf, order }, other) {
  const counts = new Map();
  for (const node of nodes) counts.set(types[node], (counts.get(types[node]) ?? 0) + 1);
  const list = [];
  for (const type of order) {
    const count = counts.get(type);
    if (!count) continue;
    const own = order.filter((one) => colourOf[one] === colourOf[type]).length === 1;
    const last = list.at(-1);
    if (own) list.push({ colour: colourOf[type], label: labels[type].label, count });
    else if (last?.label === other) last.count += count;
    else list.push({ colour: colourOf[type], label: other, count });
  }
  return list;
}

/** Returns the address of a file of what is drawn. */
function fileOf(href, { types, hide }) {
  const [path, search] = href.split('?');
  return `${path}?${query({ ...parse(search), types, hide })}`;
}

/**
 * Returns the parts of a scene that the panels of the page show.
 * @param {(shown: {nodes: number, cut: number, links: number, linksCut: number}) => string} status
 */
export function sceneOf(graph, text, shown, state, status) {
  const numbers = { nodes: shown.nodes.length, cut: graph.left.nodes, links: shown.ends.length / 2, linksCut: graph.left.links };
  const scene = { nodes: [], links: [], faults: [], cut: numbers.cut, linksCut: numbers.linksCut, counts: {}, downloads: [], path: null, status: status(numbers) };
  if (!text) return scene;
  const types = countTypes(graph).flatMap((count, type) => {
    const { value, label } = text.types[type] ?? {};
    return count ? [{ count, value, label, on: !state.types.length || state.types.includes(value) }] : [];
  });
  types.sort((a, b) => b.count - a.count);
  return { ...scene, faults: text.faults, edition: text.edition, query: text.query, counts: { types }, downloads: text.downloads.map((one) => ({ ...one, href: fileOf(one.href, state) })) };
}

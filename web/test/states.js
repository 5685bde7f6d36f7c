import { empty, longest, query, views } from '../src/explore/state.js';

/** A generator of numbers from 0 up to 1 that gives the same ones for a seed (mulberry32). */
export function seeded(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Returns a random state that an address can hold.
 * @param {() => number} random
 * @param {{ids: string[], types: string[], via: string[], roles: string[]}} known what it can name, in the order of the schema
 */
export function randomState(random, known) {
  const some = (list, chance) => list.filter(() => random() < chance);
  const one = (list) => list[Math.floor(random() * list.length)];
  const ids = (most) => some(known.ids.toSorted(() => random() - 0.5), 1).slice(0, Math.floor(random() * most));
  const state = {
    ...empty(), ids: ids(5), expand: ids(3), view: one(views), hide: ids(3),
    on: random() < 0.3 ? `20${10 + Math.floor(random() * 20)}-0${1 + Math.floor(random() * 9)}-15` : '',
    types: random() < 0.3 ? some(known.types, 0.5) : [], via: random() < 0.3 ? some(known.via, 0.5) : [], roles: random() < 0.2 ? some(known.roles, 0.5) : [],
    where: random() < 0.2 ? '{"country":{"in":["BE","FR"]}}' : '', sel: random() < 0.3 ? one(known.ids) : '',
  };
  if (random() < 0.3) state.path = [known.ids[0], known.ids.at(-1)];
  return query(state).length < longest - 20 ? state : empty();
}

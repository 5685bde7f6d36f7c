import { language } from './words.js';

/** The folder of the page, so that the explorer works under any path, that of an edition too. */
const base = new URL('.', location.href);

const attempts = 6; // of a service that is still placing the entities of a large dataset, or is busy
const pause = 1000; // milliseconds

/** An answer that the service refused, with its status and the reasons that it gave. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok || (body.errors && !body.data)) throw new Refusal(body.errors?.map((e) => e.message).join(' ') || body.message || `${response.status}`, response.status);
  return body;
}

/**
 * Gets an answer whose making the service may not have time for yet.
 * @returns {Promise<Response>}
 */
async function got(path, options) {
  for (let i = 1; ; i += 1) {
    const response = await fetch(new URL(path, base), options);
    if (response.status !== 503 || i === attempts) return response;
    await new Promise((resolve) => { setTimeout(resolve, pause); });
  }
}

/**
 * Requests what a state puts on the stage.
 * @param {string} query the state's address without its question mark
 */
export async function scene(query, signal) {
  return answer(await got(`explore/scene?${query}`, { headers: { Accept: 'application/json' }, signal }));
}

const edition = ({ headers }) => headers.get('X-Dataset-Version');

/**
 * Requests the whole graph as numbers.
 * @param {string} query the state's address without its question mark
 * @returns {Promise<{buffer: ArrayBuffer, edition: string}>}
 */
export async function map(query, signal) {
  const response = await got(`explore/map?${query}`, { signal });
  if (!response.ok) await answer(response);
  return { buffer: await response.arrayBuffer(), edition: edition(response) };
}

/** Requests the ids, the names and the other words of the whole graph. */
export async function mapText(query, signal) {
  const response = await fetch(new URL(`explore/map/names?${query}`, base), { headers: { Accept: 'application/json' }, signal });
  return { text: await answer(response), edition: edition(response) };
}

/** The address of a file of the service. */
export const fileOf = (path) => new URL(path, base).href;

/**
 * Sends a GraphQL document of documents/explore.
 * @returns {Promise<object>} the data of the answer
 */
export async function ask(document, variables, signal) {
  const body = JSON.stringify({ query: document, variables });
  const response = await fetch(new URL('graphql', base), { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body, signal });
  return (await answer(response)).data;
}

/** Requests the entities to offer for a text. */
export async function options(text, signal) {
  const query = new URLSearchParams({ find: text, lang: language });
  return answer(await fetch(new URL(`explore?${query}`, base), { headers: { Accept: 'application/json' }, signal }));
}

/** The address of an entity's page. */
export const pageOf = (id) => {
  const kept = new URLSearchParams(location.search).has('lang') ? `?lang=${language}` : '';
  return new URL(`id/${encodeURIComponent(id)}${kept}`, base).href;
};

/** Requests an entity's page. */
export async function page(id, signal) {
  const response = await fetch(new URL(`id/${encodeURIComponent(id)}?lang=${language}`, base), { headers: { Accept: 'text/html' }, signal });
  if (!response.ok) throw new Refusal(`${response.status}`, response.status);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

import { Kind, parse } from 'graphql';

/** The address of the service, relative to the page, so that both can be served under any path. */
const address = 'graphql';

/**
 * Sends a request to the service.
 * @param {{query: string, variables?: object, operationName?: string}} question
 * @param {Record<string, string>} headers such as Accept
 */
export function send(question, headers = {}) {
  return fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
    body: JSON.stringify(question),
  });
}

/** Sends a request for GraphiQL, which shows errors of the service as answers. */
export async function fetcher(question, { headers } = {}) {
  const response = await send(current(question), headers);
  try {
    return await response.json();
  } catch {
    throw new Error(`The service answered ${response.status} without JSON; try again in a moment.`);
  }
}

/**
 * Returns a request without the name of an operation that its query does not have: GraphiQL
 * notices a change of the text late, and may send the name of the previous operation.
 */
export function current({ query, variables, operationName }) {
  const names = operationNames(query);
  return names.length > 1 && names.includes(operationName) ? { query, variables, operationName } : { query, variables };
}

/** Returns the names of the operations in a query; none if it cannot be parsed. */
function operationNames(query) {
  try {
    const { definitions } = parse(query);
    return definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION).map((d) => d.name?.value);
  } catch {
    return [];
  }
}

/**
 * Requests a table, and returns it as a file with the name that the service gives it.
 * @returns {Promise<{file: Blob, name: string}>}
 * @throws {Refusal} with the errors of the service
 */
export async function table(question) {
  const response = await send(current(question), { Accept: 'text/csv' });
  const type = response.headers.get('Content-Type') ?? '';
  if (response.ok && type.startsWith('text/csv')) {
    const [, name] = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition')) ?? [];
    return { file: await response.blob(), name: name ?? 'whojoins.csv' };
  }
  const body = await response.json().catch(() => ({}));
  throw new Refusal(body.errors ?? [{ message: `The service answered ${response.status} and no table.` }]);
}

/** The errors of a request that has no answer. */
export class Refusal extends Error {
  constructor(errors) {
    super(errors.map((error) => error.message).join('\n'));
    this.errors = errors;
  }
}

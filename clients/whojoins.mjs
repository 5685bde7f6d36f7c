// Queries Whojoins from JavaScript, in Node 18 or later, Deno, Bun or a browser.

const url = globalThis.process?.env.WHOJOINS ?? 'http://127.0.0.1:8080/graphql';

/** The service rejected a query; the message says what is wrong and what would be right. */
export class QueryError extends Error {
  constructor(errors) {
    super(errors[0].message);
    this.code = errors[0].extensions.code;
    this.errors = errors;
  }
}

/** Sends a query, and sends it again while the service is busy. */
async function send(query, variables, accept) {
  for (let triesLeft = 3; ; triesLeft--) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { Accept: accept, 'Content-Type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    if (answer.status === 503 && triesLeft > 0) {
      const seconds = Number(answer.headers.get('Retry-After') ?? 2);
      await new Promise((again) => setTimeout(again, 1000 * seconds));
      continue;
    }
    if (answer.headers.get('Content-Type')?.includes('json')) {
      const body = await answer.json();
      if (body.errors) throw new QueryError(body.errors);
      return body;
    }
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return answer.text();
  }
}

/** Returns the data of the answer. */
export async function ask(query, variables = {}) {
  return (await send(query, variables, 'application/graphql-response+json')).data;
}

/**
 * Yields all rows of a root field, page by page. The query must have the variable $after
 * and select nodes and pageInfo { hasNextPage endCursor }.
 */
export async function* rows(query, field, variables = {}) {
  for (let after = null; ; ) {
    const page = (await ask(query, { ...variables, after }))[field];
    yield* page.nodes;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}

/** Returns one list as CSV; docs/tables.md describes its columns and rows. */
export const csv = (query, variables = {}) => send(query, variables, 'text/csv');

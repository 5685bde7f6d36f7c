// Asks Whojoins from JavaScript: in Node 18 or later, Deno, Bun or a browser.

const url = globalThis.process?.env.WHOJOINS ?? 'http://127.0.0.1:8080/graphql';

/** What the service refused: the message says why, and what would be right. */
export class Refused extends Error {
  constructor(errors) {
    super(errors[0].message);
    this.code = errors[0].extensions.code;
    this.errors = errors;
  }
}

/** Sends a question, and again when the service is busy. */
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
      if (body.errors) throw new Refused(body.errors);
      return body;
    }
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return answer.text();
  }
}

/** The data of an answer. */
export async function ask(query, variables = {}) {
  return (await send(query, variables, 'application/graphql-response+json')).data;
}

/**
 * All rows of a root field, page after page. The question takes $after, and selects
 * nodes and pageInfo { hasNextPage endCursor }.
 */
export async function* rows(query, field, variables = {}) {
  for (let after = null; ; ) {
    const page = (await ask(query, { ...variables, after }))[field];
    yield* page.nodes;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}

/** One list as CSV; see docs/tables.md for its columns and rows. */
export const csv = (query, variables = {}) => send(query, variables, 'text/csv');

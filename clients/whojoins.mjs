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

// The fields whose values are numbers. All other cells are text, so that an identifier such as
// 0123 keeps its digits, and a date such as 2021 stays a date.
const numbers = new Set(
  ('amount average active began betweenness community count degree distance ended founded initiatives ' +
    'latitude length links longitude max min missing nodes omitted other path recorded score shared ' +
    'stated step strength sum total totalCount weight').split(' '),
);

/** Returns a cell without the apostrophe that stops spreadsheets from computing it. */
export const plain = (cell) => cell.replace(/(^|;)('*)'(?=[=+\-@\t\r\n＝＋－＠])/g, '$1$2');

/**
 * Returns one list as an array of objects, with the columns of its CSV as keys. Numbers and true
 * or false are values, an empty cell is null, and all others are text.
 */
export async function table(query, variables = {}) {
  const [names, ...lines] = cells(await csv(query, variables));
  const value = (name, cell) => {
    if (cell === '') return null;
    if (numbers.has(name.split('.').at(-1)) && /^-?[0-9.]+(e[+-]?[0-9]+)?$/.test(cell)) return Number(cell);
    return cell === 'true' || cell === 'false' ? cell === 'true' : plain(cell);
  };
  return lines.map((line) => Object.fromEntries(names.map((name, i) => [name, value(name, line[i])])));
}

/** Returns the lines of a CSV, each with its cells. */
function cells(text) {
  const lines = [];
  let line = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (line.length === 0 && quoted === undefined && bare === '' && end === '') break; // after the last line
    line.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}

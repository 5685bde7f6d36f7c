/**
 * Returns a query as the fragment of an address. A fragment never leaves the browser, so the
 * query appears in no log.
 * @param {{query: string, variables?: string}} question variables as JSON text
 */
export function fragment({ query, variables = '' }) {
  const parameters = new URLSearchParams({ query });
  if (variables.trim()) parameters.set('variables', variables);
  return `#${parameters}`;
}

/** Returns the query in a fragment, or null. */
export function question(hash) {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const query = parameters.get('query');
  return query ? { query, variables: parameters.get('variables') ?? '' } : null;
}

/**
 * A question as the fragment of an address. A fragment never leaves the browser, so what is
 * asked stands in no log on the way.
 * @param {{query: string, variables?: string}} question variables as JSON text
 */
export function fragment({ query, variables = '' }) {
  const parameters = new URLSearchParams({ query });
  if (variables.trim()) parameters.set('variables', variables);
  return `#${parameters}`;
}

/** The question in a fragment, or null when there is none. */
export function question(hash) {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const query = parameters.get('query');
  return query ? { query, variables: parameters.get('variables') ?? '' } : null;
}

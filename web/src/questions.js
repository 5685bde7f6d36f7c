const texts = import.meta.glob('../questions/*/*.graphql', { query: '?raw', import: 'default', eager: true });
const variables = import.meta.glob('../questions/*/*.json', { query: '?raw', import: 'default', eager: true });

/**
 * The example queries, by audience and file name: questions/AUDIENCE/NAME.graphql, whose
 * first line is a comment that is the question in words, and NAME.json for its variables.
 * @type {{audience: string, title: string, query: string, variables: string}[]}
 */
export const questions = Object.keys(texts).sort().map((path) => ({
  audience: path.split('/').at(-2),
  title: texts[path].split('\n', 1)[0].replace(/^#\s*/, ''),
  query: texts[path],
  variables: variables[path.replace('.graphql', '.json')] ?? '',
}));

/** Reports whether a query is empty or an unchanged example, and so may be replaced. */
export function replaceable({ query, variables }) {
  if (!query.trim()) return true;
  return questions.some((q) => q.query === query && q.variables.trim() === variables.trim());
}

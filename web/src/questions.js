const texts = import.meta.glob('../questions/*/*.graphql', { query: '?raw', import: 'default', eager: true });
const variables = import.meta.glob('../questions/*/*.json', { query: '?raw', import: 'default', eager: true });

/**
 * The example questions, by audience and file name: questions/AUDIENCE/NAME.graphql, whose
 * first line is a comment with the question in words, and NAME.json for its variables.
 * @type {{audience: string, title: string, query: string, variables: string}[]}
 */
export const questions = Object.keys(texts).sort().map((path) => ({
  audience: path.split('/').at(-2),
  title: texts[path].split('\n', 1)[0].replace(/^#\s*/, ''),
  query: texts[path],
  variables: variables[path.replace('.graphql', '.json')] ?? '',
}));

/** Whether a question is one of the examples as it stands, or none: what can be replaced unasked. */
export function replaceable({ query, variables }) {
  if (!query.trim()) return true;
  return questions.some((q) => q.query === query && q.variables.trim() === variables.trim());
}

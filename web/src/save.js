import { table } from './service.js';

/**
 * Requests a table and lets the browser save it.
 * @param {{query: string, variables: string, operationName?: string}} request variables as JSON text
 * @returns {Promise<string>} the name of the file
 * @throws {Refusal} if the service does not answer with a table
 */
export async function saveTable({ query, variables, operationName }) {
  const { file, name } = await table({ query, variables: variables.trim() ? JSON.parse(variables) : undefined, operationName });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return name;
}

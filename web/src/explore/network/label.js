const longest = 36; // letters of a label

/** What is written beside a node: its acronym, or as much of its name as fits. */
export function labelOf({ acronym, name }) {
  const label = acronym || name;
  return label.length > longest ? `${label.slice(0, longest - 1).trimEnd()}…` : label;
}

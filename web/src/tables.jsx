import { useMemo } from 'react';

import { tables } from './table.js';

/** The maximum number of rows shown: more would be slow on a phone. */
const most = 500;
/** The length of a text that stays on one line: a date, a role, a country. */
const short = 24;

/** Shows the lists of an answer as tables. */
export function Tables({ data }) {
  const found = useMemo(() => tables(data), [data]);
  return (
    <div className="tables" tabIndex={0} role="region" aria-label="Answer as tables">
      {found.length === 0 && <p>No answer to show as a table yet.</p>}
      {found.map((table) => <Table key={table.name} {...table} />)}
    </div>
  );
}

function Table({ name, columns, rows }) {
  return (
    <table>
      <caption>
        {name}, {rows.length === 1 ? 'one row' : `${rows.length} rows`}
        {rows.length > most && `; the first ${most} are shown, the download has all`}
      </caption>
      <thead>
        <tr>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr>
      </thead>
      <tbody>
        {rows.slice(0, most).map((row, index) => (
          <tr key={index}>{columns.map((column) => <Cell key={column} value={row[column]} />)}</tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ value }) {
  const text = String(value ?? '');
  if (/^https?:\/\/\S+$/.test(text)) return <td><a href={text} target="_blank" rel="noopener noreferrer">{text}</a></td>;
  return <td className={text.length <= short ? 'short' : undefined}>{text}</td>;
}

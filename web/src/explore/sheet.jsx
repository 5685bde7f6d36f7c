import { useMemo, useState } from 'react';

import { useDrawn } from './drawing.js';
import { ordered } from './sorting.js';
import { useVirtual } from './virtual.js';
import { pageOf } from './service.js';
import { compare, date, t } from './words.js';

const rowHeight = 36; // pixels

/** Everything that the picture has, as two tables: the entities and the relations. */
export function Sheet({ explorer, view = 'table' }) {
  const { scene, index } = explorer;
  const [find, setFind] = useState('');
  const nodes = useMemo(() => entityColumns(), []);
  const links = useMemo(() => relationColumns(index), [index]);
  useDrawn(view, explorer, scene.nodes, scene.links);
  return (
    <>
      <div className="tools">
        <label>{t('contains')} <input type="search" value={find} onChange={(event) => setFind(event.target.value)} /></label>
      </div>
      <Rows explorer={explorer} caption={t('entities')} columns={nodes} data={scene.nodes} find={find} start="name" />
      <Rows explorer={explorer} caption={t('relations')} columns={links} data={scene.links} find={find} start="from" />
    </>
  );
}

const column = (id, label, value, more = {}) => ({ id, label, value, ...more });

function entityColumns() {
  return [
    column('name', t('name'), (node) => node.name, { page: (node) => pageOf(node.id) }),
    column('acronym', t('acronym'), (node) => node.acronym),
    column('type', t('type'), (node) => node.typeLabel),
    column('country', t('country'), (node) => node.countryLabel),
    column('start', t('start'), (node) => node.start, { text: date }),
    column('end', t('end'), (node) => node.end, { text: date }),
    column('links', t('linksShown'), (node) => node.links, { number: true }),
    column('degree', t('linksAll'), (node) => node.degree, { number: true }),
    column('coverage', t('coverage'), (node) => node.coverage?.label),
    column('programmes', t('programmes'), (node) => node.programmes.map(({ name }) => name).join(', ')),
  ];
}

function relationColumns(index) {
  const name = (id) => index.node(id)?.name ?? id;
  return [
    column('from', t('fromColumn'), (link) => name(link.from)),
    column('relation', t('relation'), (link) => link.typeLabel),
    column('role', t('role'), (link) => link.roleLabel),
    column('to', t('toColumn'), (link) => name(link.to)),
    column('title', t('inItsWords'), (link) => link.title),
    column('workPackage', t('workPackage'), (link) => link.workPackage),
    column('since', t('since'), (link) => link.activeFrom || link.since, { text: date }),
    column('until', t('until'), (link) => link.activeUntil || link.until, { text: date }),
    column('disputed', t('disputed'), (link) => (link.disputed ? t('yes') : '')),
  ];
}

/** A table that is sorted by its headings and draws the rows that can be seen. */
function Rows({ explorer, caption, columns, data, find, start }) {
  const { state, go } = explorer;
  const [sort, setSort] = useState({ id: start, desc: false });
  const rows = useMemo(() => ordered(data, columns, sort, find, compare), [data, columns, sort, find]);
  const { scroll, rows: seen, before, after } = useVirtual(rows.length, rowHeight);
  return (
    <section className="rows-of">
      <h3>{caption} <small>{rows.length < data.length ? t('someOf', { n: rows.length, of: data.length }) : t('number', { n: data.length })}</small></h3>
      <div className="scroll tall" ref={scroll} tabIndex={0} role="group" aria-label={caption}>
        <table className="grid" aria-rowcount={rows.length + 1}>
          <caption className="spoken">{caption}</caption>
          <thead><tr>{columns.map((one) => <Heading key={one.id} column={one} sort={sort} onSort={setSort} />)}</tr></thead>
          <tbody>
            {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
            {seen.map(({ index: at }) => (
              <Row key={rows[at].id} item={rows[at]} at={at} columns={columns} chosen={state.sel === rows[at].id} onSelect={() => go({ ...state, sel: rows[at].id })} />
            ))}
            {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Heading({ column: { id, label, number }, sort, onSort }) {
  const order = sort.id === id ? (sort.desc ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" className={number ? 'number' : undefined} aria-sort={order}>
      <button type="button" onClick={() => onSort({ id, desc: sort.id === id ? !sort.desc : Boolean(number) })}>{label}</button>
    </th>
  );
}

function Row({ item, at, columns, chosen, onSelect }) {
  return (
    <tr aria-rowindex={at + 2} className={chosen ? 'chosen' : undefined}>
      {columns.map((one, first) => {
        const value = one.value(item);
        const text = one.text ? one.text(value) : value;
        if (first === 0) return <th key={one.id} scope="row"><button type="button" className="link" aria-pressed={chosen} onClick={onSelect}><bdi>{text}</bdi></button></th>;
        return <td key={one.id} data-label={one.label} className={one.number ? 'number' : undefined}><bdi>{text}</bdi></td>;
      })}
    </tr>
  );
}

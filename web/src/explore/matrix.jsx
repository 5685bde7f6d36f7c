import { useMemo, useState } from 'react';

import { useDrawn } from './drawing.js';
import { leftOver, matrix, participations } from './participation.js';
import { Rest } from './rest.jsx';
import { useVirtual } from './virtual.js';
import { compare, t } from './words.js';

const rowHeight = 40; // pixels
const mostColumns = 60; // initiatives beside each other

/** Partners by initiatives: a mark for each role, with its name. */
export function Matrix({ explorer }) {
  const { scene } = explorer;
  const whole = useMemo(() => matrix(scene), [scene]);
  const shown = useMemo(() => {
    const columns = whole.columns.slice(0, mostColumns);
    const ids = new Set(columns.map(({ id }) => id));
    return { ...whole, columns, links: participations(scene).filter(({ to }) => ids.has(to)) };
  }, [whole, scene]);
  const rest = useMemo(() => leftOver(scene, [...shown.rows, ...shown.columns], shown.links), [scene, shown]);
  useDrawn('matrix', explorer, scene.nodes, scene.links);
  return (
    <>
      {shown.rows.length > 0 ? <Table explorer={explorer} {...shown} /> : <p>{t('matrixNone')}</p>}
      <Rest explorer={explorer} nodes={rest.nodes} links={rest.links} why={t(whole.columns.length > mostColumns ? 'restColumns' : 'restMatrix', { n: mostColumns })} />
    </>
  );
}

/** Sorts partners by name, by number of initiatives, or by their role in one initiative. */
function sorted({ rows, cells, counts }, { by, desc }) {
  const role = (row) => cells.get(`${row.id} ${by}`)?.[0].roleLabel ?? '';
  const orders = {
    name: (a, b) => compare(a.name, b.name),
    count: (a, b) => counts.get(a.id) - counts.get(b.id),
  };
  const order = orders[by] ?? ((a, b) => (role(a) === '' ? 1 : 0) - (role(b) === '' ? 1 : 0) || compare(role(a), role(b)));
  return rows.toSorted((a, b) => (desc ? -1 : 1) * order(a, b) || compare(a.name, b.name));
}

function Table({ explorer, rows, columns, cells, counts }) {
  const { state, go } = explorer;
  const [sort, setSort] = useState({ by: 'count', desc: true });
  const list = useMemo(() => sorted({ rows, cells, counts }, sort), [rows, cells, counts, sort]);
  const { scroll, rows: seen, before, after } = useVirtual(list.length, rowHeight);
  const by = (name, first) => () => setSort({ by: name, desc: sort.by === name ? !sort.desc : first });
  const order = (name) => (sort.by === name ? (sort.desc ? 'descending' : 'ascending') : undefined);
  const select = (id) => () => go({ ...state, sel: id });
  return (
    <div className="scroll full" ref={scroll} tabIndex={0} role="group" aria-label={t('matrix')}>
      <table className="grid roles" aria-rowcount={list.length + 1}>
        <caption className="spoken">{t('matrixCaption')}</caption>
        <thead>
          <tr>
            <th scope="col" aria-sort={order('name')}><button type="button" onClick={by('name', false)}>{t('partner')}</button></th>
            <th scope="col" className="number" aria-sort={order('count')}><button type="button" onClick={by('count', true)}>{t('initiativesCount')}</button></th>
            {columns.map((one) => (
              <th key={one.id} scope="col" aria-sort={order(one.id)}><button type="button" title={one.name} onClick={by(one.id, false)}><bdi>{one.acronym || one.name}</bdi></button> <small>{counts.get(one.id)}</small></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {seen.map(({ index: at }) => {
            const row = list[at];
            return (
              <tr key={row.id} aria-rowindex={at + 2} className={state.sel === row.id ? 'chosen' : undefined}>
                <th scope="row"><button type="button" className="link" onClick={select(row.id)}><bdi>{row.name}</bdi></button></th>
                <td className="number">{counts.get(row.id)}</td>
                {columns.map((column) => (
                  <td key={column.id} data-label={column.acronym || column.name}>
                    {cells.get(`${row.id} ${column.id}`)?.map((link) => <button key={link.id} type="button" className={`mark${state.sel === link.id ? ' chosen' : ''}`} onClick={select(link.id)}>{link.roleLabel || link.typeLabel}</button>)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}

import { useVirtual } from './virtual.js';
import { t } from './words.js';

const rowHeight = 30; // pixels

/** What is on the stage and has no place in a view, so that every view has everything. */
export function Rest({ explorer, nodes, links, why }) {
  const { index } = explorer;
  const name = (id) => index.node(id)?.name ?? id;
  const items = [
    ...nodes.map((node) => ({ id: node.id, text: node.name, note: node.typeLabel })),
    ...links.map((link) => ({ id: link.id, text: `${name(link.from)} → ${name(link.to)}`, note: link.roleLabel || link.typeLabel })),
  ];
  if (!items.length) return null;
  return (
    <section className="rest">
      <h3>{t('rest', { n: items.length })}</h3>
      <p className="quiet">{why}</p>
      <List explorer={explorer} items={items} />
    </section>
  );
}

function List({ explorer: { state, go }, items }) {
  const { scroll, rows, before, after } = useVirtual(items.length, rowHeight);
  return (
    <div className="scroll some" ref={scroll} tabIndex={0} role="group" aria-label={t('rest', { n: items.length })}>
      <ul style={{ paddingTop: before, paddingBottom: after }}>
        {rows.map(({ index: at }) => (
          <li key={items[at].id}><button type="button" className="link" aria-pressed={state.sel === items[at].id} onClick={() => go({ ...state, sel: items[at].id })}><bdi>{items[at].text}</bdi> <small>{items[at].note}</small></button></li>
        ))}
      </ul>
    </div>
  );
}

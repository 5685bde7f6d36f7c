import { lazy, useMemo, useRef, useState } from 'react';

import { take } from './app.jsx';
import { Drawn } from './network/drawn.jsx';
import { hasWebGL, isFast } from './network/graphics.js';
import { criteria, groups } from './network/groups.js';
import { moves, next } from './network/moves.js';
import { separate } from './network/separate.js';
import { Sheet } from './sheet.jsx';
import { expand } from './state.js';
import { count, t } from './words.js';

// Most pictures are drawn without it.
const WebGL = lazy(() => import('./network/webgl.jsx'));

const mostDrawn = 500; // entities that are drawn as SVG

const said = () => ({ other: t('otherGroups'), unknown: t('notKnown'), community: (number) => t('communityOf', { number }) });

/** Who is linked with whom. */
export function Network({ explorer }) {
  const { scene, state } = explorer;
  const [by, setBy] = useState('type');
  const grouped = useMemo(() => groups(scene, by, said()), [scene, by]);
  const positions = useMemo(() => separate(scene.nodes), [scene]);
  const controls = useRef(null);
  const large = scene.nodes.length > mostDrawn;
  if (large && !hasWebGL()) {
    return (
      <>
        <p className="wrong" role="note">{t('noWebGL', { n: mostDrawn })}</p>
        <Sheet explorer={explorer} view="network" />
      </>
    );
  }
  // WebGL by software takes seconds for a picture that SVG draws at once.
  const Picture = large || isFast() ? WebGL : Drawn;
  return (
    <>
      <div className="tools">
        <label>{t('colourBy')} <select value={by} onChange={(event) => setBy(event.target.value)}>{criteria.map((one) => <option key={one} value={one}>{t(`by_${one}`)}</option>)}</select></label>
        <Legend list={grouped.legend} />
      </div>
      <div className="canvas">
        <Keys explorer={explorer} positions={positions}>{(cursor) => <Picture explorer={explorer} positions={positions} groupOf={grouped.of} cursor={cursor} controls={controls} />}</Keys>
        <ZoomButtons controls={controls} />
      </div>
    </>
  );
}

/** Buttons that zoom the picture. */
export function ZoomButtons({ controls }) {
  const zoom = (factor) => () => controls.current?.zoom(factor);
  return (
    <div className="zoom">
      <button type="button" aria-label={t('zoomIn')} onClick={zoom(1.5)}>+</button>
      <button type="button" aria-label={t('zoomOut')} onClick={zoom(1 / 1.5)}>−</button>
      <button type="button" onClick={zoom()}>{t('fit')}</button>
    </div>
  );
}

/** What the colours mean. */
export function Legend({ list }) {
  return (
    <ul className="legend">
      {list.map(({ colour, label, count: n }) => <li key={`${colour} ${label}`}><span className={`swatch c${colour + 1}`} /><bdi>{label}</bdi> <small>{count(n)}</small></li>)}
    </ul>
  );
}

/** The keyboard in the picture: one tab stop, and arrow keys from a node to its neighbours. */
function Keys({ explorer, positions, children }) {
  const { scene, state, index, go } = explorer;
  const [at, setAt] = useState('');
  const cursor = index.node(at) ? at : '';
  const start = () => (index.node(state.sel) ?? scene.nodes[0])?.id ?? '';
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = index.node(cursor || start());
    if (!node) return;
    if (moves(event.key)) {
      const neighbours = index.linksOf(node.id).map(({ from, to }) => from === node.id ? to : from).filter((id) => id !== node.id && index.node(id));
      const placed = (ids) => ids.map((id) => ({ id, ...positions.get(id) }));
      const others = neighbours.length ? neighbours : scene.nodes.map(({ id }) => id);
      const found = cursor ? next(positions.get(node.id), placed(others), event.key) : node;
      if (found) setAt(found.id);
    } else if (event.key === 'Enter' || event.key === ' ') go({ ...state, sel: node.id });
    else if (event.key === 'e') go(expand(state, node.id).state);
    else if (event.key === 'Delete') take(explorer, node.id);
    else return;
    event.preventDefault();
  };
  const node = index.node(cursor);
  return (
    <div
      className="picture-keys" tabIndex={0} role="application" aria-roledescription={t('network')} aria-label={t('networkLabel', { n: scene.nodes.length, links: scene.links.length })}
      aria-describedby="network-keys" onKeyDown={press} onFocus={() => setAt((now) => now || start())} onBlur={() => setAt('')}
    >
      {children(cursor)}
      <p id="network-keys" className="spoken">{t('networkKeys')}</p>
      <p className="spoken" aria-live="polite">{node ? [node.name, node.typeLabel, node.countryLabel, t('relationsShown', { n: node.degree, shown: node.links })].filter(Boolean).join(', ') : ''}</p>
    </div>
  );
}

import { useEffect, useMemo, useRef, useState } from 'react';

import { drawing } from '../drawing.js';
import { expand } from '../state.js';
import { layout } from './layout.js';

const whole = { zoom: 1, dx: 0, dy: 0 };

/** The picture as SVG, for browsers that have no WebGL, or a slow one. */
export function Drawn({ explorer, positions, groupOf, cursor, controls }) {
  const { scene, state, busy, go } = explorer;
  const [view, setView] = useState(whole);
  const box = useRef(null);
  const size = useSize(box);
  const picture = useMemo(() => size && layout(scene, positions, size, view), [scene, positions, size, view]);
  controls.current = { zoom: (factor) => setView(factor ? zoomed(view, factor) : whole) };
  useEffect(() => setView(whole), [scene]);
  useEffect(() => {
    if (busy || !picture) return;
    drawing.done(() => ({
      view: 'network', cut: scene.cut, nodes: picture.nodes.map(({ id }) => id), links: picture.links.map(({ id }) => id),
      positions: Object.fromEntries([...positions].map(([id, { x, y }]) => [id, [x, y]])),
    }));
  }, [scene, picture, positions, groupOf, busy]);
  const drag = useDrag(setView);
  const select = (id) => () => { if (!drag.moved()) go({ ...state, sel: id }); };
  return (
    <div ref={box} className="sigma">
      {picture && (
        <svg className="drawn" width={size.width} height={size.height} aria-hidden="true" {...drag.handlers} onClick={(event) => { if (event.target === event.currentTarget) select('')(); }}>
          <Links list={picture.links} selected={state.sel} select={select} />
          {picture.nodes.map((node) => (
            <g key={node.id} className={`node${node.id === state.sel ? ' chosen' : ''}${node.id === cursor ? ' cursor' : ''}${node.onPath ? ' on-path' : ''}`} onClick={select(node.id)} onDoubleClick={() => go(expand(state, node.id).state)}>
              <circle cx={node.x} cy={node.y} r={node.size} className={`c${groupOf.get(node.id) + 1}`}><title>{`${node.name}, ${node.typeLabel}`}</title></circle>
              {(node.side || node.id === state.sel || node.id === cursor) && <text {...anchor(node)}>{node.label}</text>}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

/** The links: those that matter are drawn last. */
function Links({ list, selected, select }) {
  const near = (link) => link.id === selected || link.from === selected || link.to === selected;
  const rank = (link) => (link.onPath ? 2 : near(link) ? 1 : 0);
  return list.toSorted((a, b) => rank(a) - rank(b)).map((link) => (
    <path key={link.id} className={['edge', 'edge near', 'edge on-path'][rank(link)]} d={link.d} onClick={select(link.id)}><title>{link.roleLabel || link.typeLabel}</title></path>
  ));
}

const zoomed = ({ zoom, dx, dy }, factor) => ({ zoom: zoom * factor, dx: dx * factor, dy: dy * factor });

/** Moves the picture by dragging. */
function useDrag(setView) {
  const from = useRef(null);
  const far = useRef(0);
  const handlers = {
    onPointerDown: (event) => { from.current = [event.clientX, event.clientY]; far.current = 0; },
    onPointerMove: (event) => {
      if (!from.current || event.buttons === 0) return;
      const [x, y] = from.current;
      from.current = [event.clientX, event.clientY];
      far.current += Math.abs(event.clientX - x) + Math.abs(event.clientY - y);
      setView((view) => ({ ...view, dx: view.dx + event.clientX - x, dy: view.dy + event.clientY - y }));
    },
    onPointerUp: () => { from.current = null; },
  };
  return { handlers, moved: () => far.current > 4 };
}

/** The size of an element in pixels, or null before it is known. */
function useSize(element) {
  const [size, setSize] = useState(null);
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect: { width, height } }]) => {
      setSize((now) => (now?.width === width && now.height === height ? now : { width, height }));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return size;
}

/** Where the text of a label begins. */
function anchor({ x, y, size, side }) {
  switch (side) {
    case 'left': return { x: x - size - 4, y: y + 4, textAnchor: 'end' };
    case 'above': return { x, y: y - size - 7, textAnchor: 'middle' };
    case 'below': return { x, y: y + size + 15, textAnchor: 'middle' };
    default: return { x: x + size + 4, y: y + 4, textAnchor: 'start' };
  }
}

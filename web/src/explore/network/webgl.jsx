import { useEffect, useRef, useState } from 'react';

import { drawing } from '../drawing.js';
import { expand } from '../state.js';
import { Canvas } from './canvas.js';
import { paints } from './colours.js';

/** The picture by WebGL. */
export default function WebGL({ explorer, positions, groupOf, cursor, controls }) {
  const { scene, state, busy } = explorer;
  const place = useRef(null);
  const theme = useTheme();
  const latest = useRef(explorer);
  latest.current = explorer;

  useEffect(() => {
    if (busy) return undefined;
    const events = {
      onSelect: (id) => latest.current.go({ ...latest.current.state, sel: id }),
      onOpen: (id) => latest.current.go(expand(latest.current.state, id).state),
    };
    const one = new Canvas(place.current, scene, positions, groupOf, paints(place.current), events);
    controls.current = one;
    one.sigma.once('afterRender', () => drawing.done(() => ({ view: 'network', cut: scene.cut, ...one.drawn() })));
    one.mark(latest.current.state.sel, '');
    one.sigma.refresh();
    return () => {
      controls.current = null;
      one.stop();
    };
  }, [scene, positions, groupOf, busy, theme]);
  useEffect(() => controls.current?.mark(state.sel, cursor), [state.sel, cursor]);
  return <div ref={place} className="sigma" />;
}

/** Changes with the theme, so that a canvas is drawn again in its colours. */
function useTheme() {
  const [dark, setDark] = useState(() => window.matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return dark;
}

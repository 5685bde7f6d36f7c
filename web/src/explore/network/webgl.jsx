import { useEffect, useRef } from 'react';

import { drawing } from '../drawing.js';
import { expand } from '../state.js';
import { Canvas } from './canvas.js';
import { paints } from './colours.js';
import { useTheme } from './theme.js';

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

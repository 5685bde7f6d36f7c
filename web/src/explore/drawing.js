import { useEffect } from 'react';

/** What is drawn, for programs that look at the page: `document.documentElement.dataset.ready` and `window.whojoins.scene()`. */
let report = () => ({ view: 'network', nodes: [], links: [], cut: 0, positions: {} });

window.whojoins = { scene: () => report() };

export const drawing = {
  /** Marks the drawing as out of date. */
  wait() { document.documentElement.dataset.ready = 'false'; },

  /**
   * Marks the drawing as complete.
   * @param {() => {view: string, nodes: string[], links: string[], cut: number, positions: object}} next reports what is drawn
   */
  done(next) {
    report = next;
    document.documentElement.dataset.ready = 'true';
    performance.mark('drawn');
  },
};

/** Reports a view that is complete as soon as React has drawn it. */
export function useDrawn(view, explorer, nodes, links) {
  const { scene, busy } = explorer;
  useEffect(() => {
    if (busy) return;
    drawing.done(() => ({ view, nodes: nodes.map(({ id }) => id), links: links.map(({ id }) => id), cut: scene.cut, positions: {} }));
  }, [scene, busy, nodes, links]);
}

import { useEffect, useMemo, useState } from 'react';

import { indexed } from '../explorer.js';
import * as service from '../service.js';
import { empty, query } from '../state.js';
import { t } from '../words.js';

const mostLinks = 300; // of an entity whose links are listed

const nothing = { nodes: [], links: [] };

/** A scene in which an entity was expanded, with what expanding it would add to a stage that has it alone. */
function unexpanded(scene, id, isExpanded) {
  if (!isExpanded) return scene;
  return { ...scene, nodes: scene.nodes.map((node) => (node.id === id ? { ...node, more: scene.nodes.length - 1 + scene.cut } : node)) };
}

/**
 * Where the details come from. A map has only names; what is selected in it is requested, with its links.
 * In other views the explorer itself is returned.
 */
export function useAround(explorer) {
  const { whole, state, go } = explorer;
  const entity = whole ? state.sel : '';
  const [found, setFound] = useState({ of: '', scene: nothing, failure: '' });
  const [link, setLink] = useState('');
  useEffect(() => {
    setLink('');
    if (!entity) return undefined;
    const running = new AbortController();
    const listed = (whole.graph?.degrees[whole.numbers.get(entity)] ?? 0) <= mostLinks;
    const of = query({ ...empty(), [listed ? 'expand' : 'ids']: [entity], edition: state.edition, lang: state.lang });
    service.scene(of, running.signal).then((scene) => setFound({ of: entity, scene: unexpanded(scene, entity, listed), failure: '' }), (error) => {
      if (!running.signal.aborted) setFound({ of: entity, scene: nothing, failure: error instanceof service.Refusal ? error.message : t('unreachable') });
    });
    return () => running.abort();
  }, [entity]);
  const index = useMemo(() => indexed(found.scene), [found.scene]);
  if (!whole) return explorer;
  const follow = (next, said) => {
    if (index.link(next.sel)) {
      setLink(next.sel);
      return;
    }
    setLink('');
    go(next, said);
  };
  return { ...explorer, index, busy: found.of !== entity, failure: found.failure, state: { ...state, sel: link || entity }, go: follow };
}

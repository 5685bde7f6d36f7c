import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { drawing } from './drawing.js';
import { hasWebGL } from './network/graphics.js';
import * as service from './service.js';
import { blank, isWhole, parse, query, same, views } from './state.js';
import { useWhole } from './whole/load.js';
import { t } from './words.js';

/** The part of a state on which the scene depends: what is selected, and how it is viewed, changes nothing on the stage. */
const stage = (state) => query({ ...state, sel: '', view: views[0] });

/** Marks the drawing as out of date if another state needs another one. */
const waitFor = (now, next) => {
  if (stage(now) !== stage(next) || now.view !== next.view) drawing.wait();
};

const nothing = { nodes: [], links: [], faults: [], cut: 0, linksCut: 0, counts: {}, downloads: [], path: null };

/**
 * The state of the page: what the address asks for, and what the service answers. Every change is a new
 * address; the buttons of the browser and undo and redo lead through them.
 * @param {object | null} first the scene that came with the page
 */
export function useExplorer(first) {
  const [state, setState] = useState(() => parse(location.search));
  const [answer, setAnswer] = useState(() => ({ scene: first ?? nothing, of: first ? stage(parse(location.search)) : null }));
  const [failure, setFailure] = useState('');
  const [notice, setNotice] = useState('');
  const steps = useSteps(setState);

  const go = useCallback((next, said = '') => {
    setNotice(said);
    setState((now) => {
      if (same(now, next)) return now;
      waitFor(now, next);
      return next;
    });
  }, []);

  const isMap = isWhole(state) && hasWebGL();
  const whole = useWhole(isMap, state);
  const key = stage(state);
  useEffect(() => {
    if (isMap || answer.of === key) return undefined;
    drawing.wait();
    const running = new AbortController();
    const show = (scene) => {
      setFailure('');
      setAnswer({ scene, of: key });
    };
    if (blank(state)) {
      show(nothing);
      return undefined;
    }
    service.scene(key, running.signal).then(show, (error) => {
      if (running.signal.aborted) return;
      setFailure(error instanceof service.Refusal ? error.message : t('unreachable'));
      setAnswer((last) => ({ ...last, of: key }));
    });
    return () => running.abort();
  }, [key, answer.of, isMap]);

  useEffect(() => steps.record(state), [state]);
  const scene = whole ? whole.scene ?? nothing : answer.scene;
  const index = useMemo(() => indexed(scene), [scene]);
  const shown = whole ? { busy: !whole.scene, failure: whole.failure } : { busy: answer.of !== key, failure };
  return { state, scene, whole, index, ...shown, notice, go, say: setNotice, ...steps.controls };
}

/** Records states in the history of the browser, and leads through them. */
function useSteps(setState) {
  const [at, setAt] = useState({ now: history.state?.step ?? 0, last: history.state?.step ?? 0 });
  const recorded = useRef(null);
  useEffect(() => {
    const follow = () => {
      const next = parse(location.search);
      if (recorded.current) waitFor(recorded.current, next); // before somebody looks: the address has changed
      setAt(({ last }) => ({ now: history.state?.step ?? 0, last }));
      setState(next);
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);

  const record = (state) => {
    const address = query(state);
    // The header came with the page; its links keep what is on the stage.
    for (const link of document.querySelectorAll('header .languages a[hreflang]')) link.href = `?${query({ ...state, lang: link.hreflang })}`;
    const first = !recorded.current;
    recorded.current = state;
    if (first) {
      history.replaceState({ step: at.now }, '');
      return;
    }
    if (same(parse(location.search), state)) return;
    const now = (history.state?.step ?? 0) + 1;
    history.pushState({ step: now }, '', address ? `?${address}` : location.pathname);
    setAt({ now, last: now });
  };
  return { record, controls: { undo: at.now > 0 ? () => history.back() : null, redo: at.now < at.last ? () => history.forward() : null } };
}

/** Finds nodes and links by id, and the links of a node. */
export function indexed({ nodes, links }) {
  const byID = new Map(nodes.map((node) => [node.id, node]));
  const linkByID = new Map(links.map((link) => [link.id, link]));
  const linksOf = new Map(nodes.map((node) => [node.id, []]));
  for (const link of links) {
    linksOf.get(link.from)?.push(link);
    if (link.to !== link.from) linksOf.get(link.to)?.push(link);
  }
  return { node: (id) => byID.get(id), link: (id) => linkByID.get(id), linksOf: (id) => linksOf.get(id) ?? [] };
}

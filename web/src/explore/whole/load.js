import { useEffect, useMemo, useState } from 'react';

import { drawing } from '../drawing.js';
import * as service from '../service.js';
import { empty, query } from '../state.js';
import { t } from '../words.js';
import { arrange } from './arrange.js';
import { read } from './graph.js';
import { colourByType, sceneOf, shownOf } from './scene.js';

/** Requests the whole graph; its words come after the picture. */
async function load({ edition, lang, types }, signal, show) {
  const search = query({ ...empty(), all: true, edition, lang, types });
  const { buffer, edition: first } = await service.map(search, signal);
  const raw = read(buffer);
  const graph = { ...raw, ...arrange(raw) };
  show({ graph, text: null });
  const { text, edition: second } = await service.mapText(search, signal);
  if (first === second) show({ graph, text });
  else await load({ edition, lang, types }, signal, show); // the dataset was replaced in between
}

/**
 * The whole graph, for a state that shows it as a map.
 * @returns {object | null} null while another view is shown; `graph` is null before it has come, `text` before its
 *   words have
 */
export function useWhole(active, state) {
  const [found, setFound] = useState({ graph: null, text: null });
  const [failure, setFailure] = useState('');
  const ready = Boolean(found.text);
  useEffect(() => {
    if (!active || ready) return undefined;
    drawing.wait();
    setFailure('');
    const running = new AbortController();
    load(state, running.signal, setFound).catch((error) => {
      if (!running.signal.aborted) setFailure(error instanceof service.Refusal ? error.message : t('unreachable'));
    });
    return () => running.abort();
  }, [active]);
  const { graph, text } = found;
  // A filter needs the words.
  const waits = !graph || (!text && state.types.length + state.hide.length > 0);
  const key = `${state.types} ${state.hide}`;
  const colours = useMemo(() => graph && colourByType(graph), [graph]);
  const numbers = useMemo(() => new Map(text?.ids.map((id, node) => [id, node])), [text]);
  const shown = useMemo(() => (waits ? null : shownOf(graph, text, state)), [graph, waits, waits || key ? text : null, key]);
  const scene = useMemo(() => shown && sceneOf(graph, text, shown, state, status), [shown, text]);
  return active ? { graph, text, failure, colours, numbers, shown, scene } : null;
}

/** The status line: how much is shown, and how much is not. */
function status({ nodes, cut, links, linksCut }) {
  const shown = t('wholeStatus', { n: String(nodes), cut: String(cut) });
  return [shown, t('wholeLinks', { n: links }), linksCut > 0 && t('wholeLinksCut', { n: linksCut })].filter(Boolean).join(' ');
}

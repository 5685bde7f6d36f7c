import { useEffect, useMemo, useRef, useState } from 'react';

import { drawing } from '../drawing.js';
import { Legend, ZoomButtons } from '../network.jsx';
import { paints } from '../network/colours.js';
import { isFast } from '../network/graphics.js';
import { useTheme } from '../network/theme.js';
import { fileOf } from '../service.js';
import { expand, query } from '../state.js';
import { t } from '../words.js';
import { Chart } from './chart.js';
import { Keys } from './keys.jsx';
import { legendOf } from './scene.js';

/** The whole graph as a map. */
export default function Whole({ explorer }) {
  const { whole: { graph, text, shown, colours }, state, go } = explorer;
  const chart = useRef(null);
  const [cursor, setCursor] = useState(-1);
  const [drawn, setDrawn] = useState(null); // the number of links
  const left = shown && drawn !== null ? Math.max(0, shown.ends.length / 2 - drawn) : 0;
  const legend = useMemo(() => (text && shown ? legendOf(graph, shown, text, colours, t('otherGroups')) : []), [graph, text, shown, colours]);
  const asTable = { ...state, view: 'table' };
  const tabulate = (event) => {
    event.preventDefault();
    go(asTable);
  };
  return (
    <>
      <div className="tools">
        <Legend list={legend} />
        <span><a href={`?${query(asTable)}`} onClick={tabulate}>{t('wholeTable')}</a> · <a href={fileOf('export/graph.zip')} download>{t('wholeFile')}</a></span>
      </div>
      <div className="canvas">
        {shown ? (
          <Keys explorer={explorer} cursor={cursor} setCursor={setCursor}><Picture explorer={explorer} chart={chart} cursor={cursor} setDrawn={setDrawn} /></Keys>
        ) : <p className="quiet">{t('loading')}</p>}
        {left > 0 && <p className="left-out">{t('wholeSlow', { n: left })}</p>}
        <ZoomButtons controls={chart} />
      </div>
    </>
  );
}

/** The picture: nodes and links by WebGL, names and marks above them. */
function Picture({ explorer, chart, cursor, setDrawn }) {
  const { whole: { graph, text, shown, colours, numbers }, state } = explorer;
  const box = useRef(null);
  const dark = useTheme();
  const [losses, setLosses] = useState(0); // how many times the graphics card has lost the picture
  const latest = useRef(explorer);
  latest.current = explorer;
  const onDrawn = useRef(null);

  useEffect(() => {
    const { current: of } = latest;
    const id = (node) => latest.current.whole.text?.ids[node] ?? '';
    const one = new Chart(box.current, { graph, groups: of.whole.colours.groups, colours: paints(box.current), fast: isFast(), note: (n) => t('wholeUnlinked', { n }) }, {
      onSelect: (node) => latest.current.go({ ...latest.current.state, sel: id(node) }),
      onOpen: (node) => latest.current.go(expand(latest.current.state, id(node)).state),
      onDrawn: (links) => onDrawn.current(links),
      onLost: () => setLosses((n) => n + 1),
    });
    chart.current = one;
    return () => {
      chart.current = null;
      one.stop();
    };
  }, [graph, colours, dark, losses]);
  onDrawn.current = (links) => {
    setDrawn(links);
    if (text) drawing.done(() => reported(graph, text, shown, links));
  };
  useEffect(() => {
    chart.current.show(shown, text?.names);
  }, [graph, colours, dark, losses, shown, text]);
  useEffect(() => chart.current.mark(numbers.get(state.sel) ?? -1, cursor), [graph, colours, dark, losses, shown, numbers, state.sel, cursor]);
  return <div ref={box} className="whole" aria-hidden="true" />;
}

/** What is drawn. A link of the map stands for all relations between two entities, so it has their ids. */
function reported(graph, { ids }, { nodes, ends }, drawn) {
  const links = Array.from({ length: drawn }, (_, i) => `${ids[ends[2 * i]]} ${ids[ends[2 * i + 1]]}`);
  const positions = {};
  for (const node of nodes) positions[ids[node]] = [graph.at[2 * node], graph.at[2 * node + 1]];
  return { view: 'network', nodes: Array.from(nodes, (node) => ids[node]), links, cut: graph.left.nodes, positions };
}

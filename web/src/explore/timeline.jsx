import { scaleUtc } from 'd3-scale';
import { useEffect, useMemo, useState } from 'react';

import { useDrawn } from './drawing.js';
import { leftOver } from './participation.js';
import { Rest } from './rest.jsx';
import { dayOf, timeline, written } from './time.js';
import { useVirtual } from './virtual.js';
import { date, t } from './words.js';

const rowHeight = 28; // pixels
const day = 86_400_000; // milliseconds

/** Who took part in what, from when to when. */
export function Timeline({ explorer }) {
  const { scene, index } = explorer;
  const whole = useMemo(() => timeline(scene, (id) => index.node(id)?.name ?? id), [scene, index]);
  const rest = useMemo(() => leftOver(scene, whole.nodes, whole.links), [scene, whole]);
  useDrawn('timeline', explorer, scene.nodes, scene.links);
  return (
    <>
      {whole.rows.length > 0 ? <Chart explorer={explorer} {...whole} /> : <p>{t('timelineNone')}</p>}
      <Rest explorer={explorer} nodes={rest.nodes} links={rest.links} why={t('restTimeline')} />
    </>
  );
}

/** Bars below an axis, and a slider on the axis that chooses the day. */
function Chart({ explorer, rows, from, until }) {
  const { state, go } = explorer;
  const scale = useMemo(() => scaleUtc().domain([from - 30 * day, until + 30 * day]).range([0, 100]), [from, until]);
  const { scroll, rows: seen, before, after } = useVirtual(rows.length, rowHeight);
  const on = dayOf(state.on);
  return (
    <div className="chart">
      <DaySlider scale={scale} day={on} onChoose={(time) => go({ ...state, on: written(time) })} />
      <div className="scroll full" ref={scroll} tabIndex={0} role="group" aria-label={t('timeline')}>
        <ul className="bars" style={{ paddingTop: before, paddingBottom: after }}>
          {seen.map(({ index: at }) => <Bar key={`${at} ${rows[at].id}`} row={rows[at]} scale={scale} chosen={state.sel === rows[at].id} onSelect={() => go({ ...state, sel: rows[at].id })} />)}
        </ul>
        {on !== null && <div className="rule" aria-hidden="true"><span style={{ left: `${scale(on)}%` }} /></div>}
      </div>
    </div>
  );
}

/** One bar: an end that is not on record fades. */
function Bar({ row, scale, chosen, onSelect }) {
  const [low, high] = scale.range();
  const left = row.from === null ? low : scale(row.from);
  const right = row.until === null ? high : scale(row.until + day);
  const open = `${row.from === null ? ' no-start' : ''}${row.until === null ? ' no-end' : ''}`;
  const words = t('fromTo', { from: row.from === null ? t('unknownDay') : date(written(row.from)), until: row.until === null ? t('unknownDay') : date(written(row.until)) });
  return (
    <li className={`level-${row.level}${chosen ? ' chosen' : ''}`}>
      <button type="button" className="link" aria-pressed={chosen} onClick={onSelect}><bdi>{row.name}</bdi> <small>{row.note}</small></button>
      <span className="lane"><span className={`line${open}`} title={words} style={{ left: `${left}%`, width: `${Math.max(right - left, 0.4)}%` }} /><span className="spoken">{words}</span></span>
    </li>
  );
}

/** A slider over the axis: it is dragged, or moved by the keyboard, a day or a month at a time. */
function DaySlider({ scale, day: chosen, onChoose }) {
  const [low, high] = scale.domain().map((one) => Math.round(one / day));
  const [at, setAt] = useState(chosen);
  useEffect(() => setAt(chosen), [chosen]);
  const value = at === null ? high : Math.round(at / day);
  const commit = () => { if (at !== null && at !== chosen) onChoose(at); };
  return (
    <div className="axis">
      <label htmlFor="day-slider">{t('dayShown')} <output>{at === null ? t('anyDay') : date(written(at))}</output></label>
      <span className="lane">
        <input
          id="day-slider" type="range" min={low} max={high} value={Math.min(high, Math.max(low, value))} aria-valuetext={at === null ? t('anyDay') : date(written(at))}
          onChange={(event) => setAt(Number(event.target.value) * day)} onPointerUp={commit} onKeyUp={commit} onBlur={commit}
        />
        {scale.ticks(8).map((tick) => <span key={tick.valueOf()} className="tick" style={{ left: `${scale(tick)}%` }}>{scale.tickFormat(8)(tick).length > 4 ? written(tick).slice(0, 7) : tick.getUTCFullYear()}</span>)}
      </span>
    </div>
  );
}

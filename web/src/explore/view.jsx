import { lazy, Suspense, useRef } from 'react';

import { Matrix } from './matrix.jsx';
import { Network } from './network.jsx';
import { Sheet } from './sheet.jsx';
import { views } from './state.js';
import { Timeline } from './timeline.jsx';
import { t } from './words.js';

// Most readers look neither at the map nor at the whole graph, so only those who do load their scripts.
const Geography = lazy(() => import('./map.jsx'));
const Whole = lazy(() => import('./whole/whole.jsx'));
const byName = { network: Network, table: Sheet, matrix: Matrix, timeline: Timeline, map: Geography };

/** The views as tabs: arrow keys move between them, as in any list of tabs. */
export function Tabs({ explorer: { state, go } }) {
  const list = useRef(null);
  const press = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = { Home: 0, End: views.length - 1 }[event.key] ?? (step && (views.indexOf(state.view) + step + views.length) % views.length);
    if (at === undefined) return;
    event.preventDefault();
    go({ ...state, view: views[at] });
    list.current.children[at].focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={t('view')} ref={list} onKeyDown={press}>
      {views.map((view) => (
        <button
          key={view} type="button" role="tab" id={`tab-${view}`} aria-controls="view" aria-selected={state.view === view}
          tabIndex={state.view === view ? 0 : -1} onClick={() => go({ ...state, view })}
        >
          {t(view)}
        </button>
      ))}
    </div>
  );
}

/** The chosen view. */
export function View({ explorer }) {
  const Chosen = explorer.whole ? Whole : byName[explorer.state.view];
  return (
    <section id="view" className={`view of-${explorer.state.view}`} role="tabpanel" aria-labelledby={`tab-${explorer.state.view}`} aria-busy={explorer.busy}>
      <Suspense fallback={<p className="quiet">{t('loading')}</p>}><Chosen explorer={explorer} /></Suspense>
    </section>
  );
}

import { useEffect } from 'react';

import { Actions } from './actions.jsx';
import { Details } from './details.jsx';
import { useDrawn } from './drawing.js';
import { useExplorer } from './explorer.js';
import { Filters } from './filters.jsx';
import { Find } from './find.jsx';
import { Day, Status } from './status.jsx';
import { blank, remove } from './state.js';
import { Tabs, View } from './view.jsx';
import { t } from './words.js';

/** The whole page below the header. */
export function App({ first, entry }) {
  const explorer = useExplorer(first);
  useKeys(explorer);
  const { state } = explorer;
  const empty = blank(state);
  if (state.embed) return <Embedded explorer={explorer} />;
  return (
    <>
      {!(empty && entry) && <h1 className="spoken">{t('title')}</h1>}
      <div className="bar">
        <Find explorer={explorer} />
        <Actions explorer={explorer} empty={empty} />
      </div>
      {empty ? <Entry explorer={explorer} entry={entry} /> : (
        <>
          <Tabs explorer={explorer} />
          <div className="above">
            <Status explorer={explorer} />
            <Day explorer={explorer} />
          </div>
          <div className="stage">
            <Filters explorer={explorer} />
            <View explorer={explorer} />
            <Details explorer={explorer} />
          </div>
        </>
      )}
    </>
  );
}

/** What another site's frame shows: the view alone, with a way to the whole page. */
function Embedded({ explorer }) {
  const whole = new URL(location.href);
  whole.searchParams.delete('embed');
  return (
    <>
      <h1 className="spoken">{t('title')}</h1>
      <Tabs explorer={explorer} />
      <div className="above">
        <Status explorer={explorer} />
        <a href={whole.href} target="_blank" rel="noopener">{t('openWhole')}</a>
      </div>
      <View explorer={explorer} />
    </>
  );
}

const nothing = [];

/** What the service suggests when nothing is on the stage. */
function Entry({ explorer, entry }) {
  useDrawn(explorer.state.view, explorer, nothing, nothing);
  return <div className="entry" ref={(place) => { if (place && entry) place.replaceChildren(entry); }}><p>{t('begin')}</p></div>;
}

/** Keys that work everywhere but where text is written. */
function useKeys(explorer) {
  useEffect(() => {
    const press = (event) => {
      const writing = event.target.closest?.('input:not([type=checkbox], [type=range]), textarea, select');
      if (writing || event.altKey) return;
      const { undo, redo } = explorer;
      const key = event.key.toLowerCase();
      const command = event.ctrlKey || event.metaKey;
      if (command && key === 'z') (event.shiftKey ? redo : undo)?.();
      else if (command && key === 'y') redo?.();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [explorer]);
}

/** Takes an entity off the stage. */
export function take({ state, index, go }, id) {
  const brought = index.linksOf(id).some(({ from, to }) => state.expand.some((one) => one !== id && (one === from || one === to)));
  go(remove(state, id, brought || !state.ids.includes(id) || index.node(id)?.onPath));
}

import { useState } from 'react';

import document from '../../documents/explore/paths.graphql?raw';
import { put, useAnswer, Waiting } from './asked.jsx';
import { Combo } from './combo.jsx';
import { Dialog } from './dialog.jsx';
import { t } from './words.js';

/** Finds how two entities are linked. The first path of the list is the one that the address can show. */
export function PathFinder({ explorer, onClose }) {
  const { state, index, go } = explorer;
  const named = (id) => (id ? { id, name: index.node(id)?.name ?? id } : null);
  const [from, setFrom] = useState(() => named(state.path[0] ?? (index.node(state.sel) ? state.sel : '')));
  const [to, setTo] = useState(() => named(state.path[1]));
  const [slack, setSlack] = useState(0);
  const ready = from && to && from.id !== to.id;
  const answer = useAnswer(document, ready ? { from: from.id, to: to.id, slack, activeOn: state.on || null } : null);
  const show = () => {
    go({ ...state, all: false, path: [from.id, to.id] });
    onClose();
  };
  return (
    <Dialog title={t('findPath')} onClose={onClose}>
      <div className="ends">
        <Combo label={t('from')} value={from?.name} onChoose={setFrom} />
        <Combo label={t('to')} value={to?.name} onChoose={setTo} />
        <label>{t('slack')}
          <select value={slack} onChange={(event) => setSlack(Number(event.target.value))}>
            {[0, 1, 2].map((n) => <option key={n} value={n}>{n ? t('longer', { n }) : t('shortest')}</option>)}
          </select>
        </label>
      </div>
      {ready && <p className="row"><button type="button" onClick={show}>{t('showPath')}</button>{state.path.length > 0 && <button type="button" className="plain" onClick={() => go({ ...state, path: [] })}>{t('clearPath')}</button>}</p>}
      <Waiting answer={answer} />
      {answer.data && <Found explorer={explorer} paths={answer.data.paths} />}
    </Dialog>
  );
}

/** The paths, each with what it passes through. */
function Found({ explorer, paths }) {
  if (!paths.length) return <p>{t('noPath')}</p>;
  return (
    <ol className="offered">
      {paths.map(({ steps }) => {
        const stops = [steps[0].from, ...steps.map(({ to }) => to)];
        return (
          <li key={steps.map(({ relation }) => relation.id).join()}>
            <span>{stops.map(({ id, name }, at) => <span key={id}>{at > 0 && ' → '}<bdi>{name}</bdi></span>)}</span>
            <button type="button" className="plain" onClick={() => put(explorer, stops)}>{t('addOne')}</button>
          </li>
        );
      })}
    </ol>
  );
}

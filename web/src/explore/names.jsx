import { useState } from 'react';

import document from '../../documents/explore/names.graphql?raw';
import { put, useAnswer, Waiting } from './asked.jsx';
import { Dialog } from './dialog.jsx';
import { t } from './words.js';

const most = 200; // names in one list

/** Resolves a list of names, one on each line, and asks about those that are not certain. */
export function Names({ explorer, onClose }) {
  const [text, setText] = useState('');
  const [terms, setTerms] = useState(null);
  const answer = useAnswer(document, terms && { terms });
  const submit = (event) => {
    event.preventDefault();
    const list = [...new Set(text.split(/[\n\t;]/).map((line) => line.trim()).filter(Boolean))];
    setTerms(list.length ? list.slice(0, most) : null);
  };
  return (
    <Dialog title={t('paste')} onClose={onClose}>
      <form onSubmit={submit}>
        <label>{t('pasteNote', { n: most })}<textarea rows={6} value={text} onChange={(event) => setText(event.target.value)} /></label>
        <button type="submit">{t('look')}</button>
      </form>
      <Waiting answer={answer} />
      {answer.data && <Resolved key={terms.join('\n')} explorer={explorer} list={answer.data.resolve} onClose={onClose} />}
    </Dialog>
  );
}

/** The certain entities, and a choice for each doubtful name: nothing is added that nobody confirmed. */
function Resolved({ explorer, list, onClose }) {
  const [chosen, setChosen] = useState({});
  const certain = list.filter(({ match }) => match);
  const doubtful = list.filter(({ match, candidates }) => !match && candidates.length);
  const unknown = list.filter(({ match, candidates }) => !match && !candidates.length);
  const entities = [...certain.map(({ match }) => match), ...doubtful.flatMap(({ term, candidates }) => candidates.filter(({ entity }) => chosen[term] === entity.id).map(({ entity }) => entity))];
  return (
    <>
      {certain.length > 0 && <><h3>{t('certain', { n: certain.length })}</h3><ul>{certain.map(({ term, match }) => <li key={term}><bdi>{match.name}</bdi>{match.name !== term && <small> ({term})</small>}</li>)}</ul></>}
      {doubtful.length > 0 && <h3>{t('doubtful', { n: doubtful.length })}</h3>}
      {doubtful.map(({ term, candidates }) => (
        <p key={term}>
          <label>{t('whichIs', { term })}
            <select value={chosen[term] ?? ''} onChange={(event) => setChosen({ ...chosen, [term]: event.target.value })}>
              <option value="">{t('noneOfThese')}</option>
              {candidates.map(({ entity, reason }) => <option key={entity.id} value={entity.id}>{entity.name === reason.replace(/^\w+: /, '') ? entity.name : `${entity.name} (${reason})`}</option>)}
            </select>
          </label>
        </p>
      ))}
      {unknown.length > 0 && <><h3>{t('unknownNames', { n: unknown.length })}</h3><ul>{unknown.map(({ term }) => <li key={term}><bdi>{term}</bdi></li>)}</ul></>}
      <p><button type="button" disabled={!entities.length} onClick={() => { put(explorer, entities); onClose(); }}>{t('addAll', { n: entities.length })}</button></p>
    </>
  );
}

import { useEffect, useState } from 'react';

import { ask, pageOf, Refusal } from './service.js';
import { add } from './state.js';
import { t } from './words.js';

/**
 * Sends a document, again whenever its variables change.
 * @param {object | null} variables nothing is sent for null
 * @returns {{data: object | null, busy: boolean, failure: string}}
 */
export function useAnswer(document, variables) {
  const key = variables && JSON.stringify(variables);
  const [answer, setAnswer] = useState({ of: null, data: null, failure: '' });
  useEffect(() => {
    if (!key) return undefined;
    const running = new AbortController();
    ask(document, variables, running.signal).then(
      (data) => setAnswer({ of: key, data, failure: '' }),
      (error) => { if (!running.signal.aborted) setAnswer({ of: key, data: null, failure: error instanceof Refusal ? error.message : t('unreachable') }); },
    );
    return () => running.abort();
  }, [document, key]);
  return answer.of === key ? { data: answer.data, busy: false, failure: answer.failure } : { data: null, busy: Boolean(key), failure: '' };
}

/** What is shown while an answer is awaited, or where there is none. */
export function Waiting({ answer: { busy, failure } }) {
  if (failure) return <p role="alert" className="wrong">{failure}</p>;
  return busy ? <p role="status">{t('loading')}</p> : null;
}

/** A list of entities, each with a link to its page and a button that adds it to the stage. */
export function Offered({ explorer, entities, note }) {
  const { state, index } = explorer;
  return (
    <ul className="offered">
      {entities.map((entity) => (
        <li key={entity.id}>
          <span><a href={pageOf(entity.id)}><bdi>{entity.name}</bdi></a>{note && <small>{note(entity)}</small>}</span>
          {index.node(entity.id) || state.ids.includes(entity.id)
            ? <span className="quiet">{t('onStage')}</span>
            : <button type="button" className="plain" onClick={() => put(explorer, [entity])}>{t('addOne')}</button>}
        </li>
      ))}
    </ul>
  );
}

/** Adds entities to the stage, and reports those that the address cannot hold. */
export function put({ state, go }, entities) {
  const { state: next, left } = add(state, entities.map(({ id }) => id));
  go(next, left ? t('full', { n: left }) : t('addedMany', { n: entities.length }));
}

/** A button that adds a whole list. */
export function PutAll({ explorer, entities }) {
  const fresh = entities.filter(({ id }) => !explorer.index.node(id) && !explorer.state.ids.includes(id));
  if (fresh.length < 2) return null;
  return <p><button type="button" onClick={() => put(explorer, fresh)}>{t('addAll', { n: fresh.length })}</button></p>;
}

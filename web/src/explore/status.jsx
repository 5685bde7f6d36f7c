import { useEffect, useState } from 'react';

import { query } from './state.js';
import { date, t } from './words.js';

/** How much is shown, and what is wrong in the address. */
export function Status({ explorer: { scene, state, busy, failure, notice } }) {
  return (
    <div className="state">
      <p role="status">
        {busy && !failure ? t('loading') : scene.status}
        {notice && <span className="notice"> {notice}</span>}
      </p>
      {scene.state?.edition && <p className="note">{t('oldEdition', { edition: scene.state.edition })} <a href={`/explore?${query({ ...state, edition: '' })}`}>{t('newestEdition')}</a></p>}
      {(failure || scene.faults.length > 0) && (
        <div role="alert" className="wrong">
          {failure && <p>{failure}</p>}
          {scene.faults.map(({ parameter, message }) => <p key={parameter + message}><code>{parameter}</code> {message}</p>)}
        </div>
      )}
    </div>
  );
}

const whole = /^\d{4}-\d\d-\d\d$/; // a day, not a month or a year

/** The day as of which relations are shown, in every view. */
export function Day({ explorer: { state, go } }) {
  const [text, setText] = useState(state.on);
  useEffect(() => setText(state.on), [state.on]);
  const choose = (event) => {
    const day = event.target.value;
    setText(day);
    // A date box reports a year that is still being typed, such as 0020.
    if (day === '' || day >= '1000') go({ ...state, on: day });
  };
  return (
    <div className="day">
      <label htmlFor="as-of">{t('asOf')}</label>
      <input id="as-of" type="date" value={whole.test(text) ? text : ''} onChange={choose} />
      {state.on && !whole.test(state.on) && <b>{date(state.on)}</b>}
      {state.on && <button type="button" className="plain" onClick={() => go({ ...state, on: '' })}>{t('anyDay')}</button>}
    </div>
  );
}

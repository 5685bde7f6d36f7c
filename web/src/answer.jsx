import { pick, useGraphiQL } from '@graphiql/react';
import { useEffect, useMemo, useState } from 'react';

import { saveTable } from './save.js';
import { Refusal } from './service.js';
import * as share from './share.js';
import { Tables } from './tables.jsx';

/** Everything around the JSON of the answer: errors with hints, tables, links and files. */
export function Answer() {
  const { queryEditor, variableEditor, operationName } = useGraphiQL(pick('queryEditor', 'variableEditor', 'operationName'));
  const answer = useAnswer();
  const [view, setView] = useState('json');
  const [notice, setNotice] = useState({ text: '' });
  useEffect(() => setNotice({ text: '' }), [answer]);

  const request = () => ({ query: queryEditor.getValue(), variables: variableEditor.getValue() });
  const link = async () => {
    history.replaceState(null, '', share.fragment(request()));
    const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
    setNotice({ text: copied ? 'The link is copied.' : 'The link is in the address bar.' });
  };
  const save = async () => {
    try {
      setNotice({ text: `${await saveTable({ ...request(), operationName })} is saved.` });
    } catch (error) {
      setNotice({ errors: error instanceof Refusal ? error.errors : [{ message: error.message }] });
    }
  };
  return (
    <section className="answer" aria-label="Answer in other formats">
      <Errors list={notice.errors ?? answer?.errors ?? []} />
      {view === 'table' && <Tables data={answer?.data} />}
      <div className="answer-bar">
        <div role="group" aria-label="Show answer as">
          {[['json', 'JSON'], ['table', 'Table']].map(([name, label]) => (
            <button key={name} type="button" aria-pressed={view === name} onClick={() => setView(name)}>{label}</button>
          ))}
        </div>
        <p role="status">{notice.text ?? ''}</p>
        <button type="button" disabled={!queryEditor} onClick={link}>Copy link</button>
        <button type="button" disabled={!queryEditor} onClick={save}>Download CSV</button>
      </div>
    </section>
  );
}

/** Returns the parsed answer that the tab shows, or null. */
function useAnswer() {
  const editor = useGraphiQL((state) => state.responseEditor);
  const [text, setText] = useState('');
  useEffect(() => {
    if (!editor) return undefined;
    setText(editor.getValue());
    const listener = editor.onDidChangeModelContent(() => setText(editor.getValue()));
    return () => listener.dispose();
  }, [editor]);
  return useMemo(() => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }, [text]);
}

/** Shows errors. Their messages end with the hint, which is shown on a line of its own. */
function Errors({ list }) {
  return (
    <div role="alert" className="errors">
      {list.map(({ message, extensions: { code, hint } = {} }, index) => (
        <p key={index}>
          {code && <code>{code}</code>} {hint ? message.replace(`; ${hint}`, '') : message}
          {hint && <span className="hint">Hint: {hint}</span>}
        </p>
      ))}
    </div>
  );
}

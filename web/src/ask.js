import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

import { replaceable } from './questions.js';
import * as share from './share.js';

/**
 * Returns a function that puts a query into the editors and runs it. Text that the user wrote
 * stays in its tab; the query then gets a new one.
 */
export function useAsk() {
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  const { addTab, run } = useGraphiQLActions();
  return ({ query, variables }) => {
    if (!replaceable({ query: queryEditor.getValue(), variables: variableEditor.getValue() })) addTab();
    queryEditor.setValue(query);
    variableEditor.setValue(variables);
    run();
  };
}

/** Runs the query that the page starts with, once, and the query of every link followed later. */
export function useLinks(runAtStart) {
  const ready = useGraphiQL((state) => Boolean(state.queryEditor && state.variableEditor && state.responseEditor));
  const { run } = useGraphiQLActions();
  const pending = useRef(runAtStart);
  const ask = useAsk();
  const latest = useRef(ask);
  latest.current = ask;

  useEffect(() => {
    if (!ready) return undefined;
    if (pending.current) run();
    pending.current = false;
    const follow = () => {
      const linked = share.question(location.hash);
      if (linked) latest.current(linked);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [ready, run]);
}

import { explorerPlugin } from '@graphiql/plugin-explorer';
import { pick, useGraphiQL } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { TabFocus } from 'monaco-editor/esm/vs/editor/browser/config/tabFocus.js';
import { useEffect } from 'react';

import { Answer } from './answer.jsx';
import { useLinks } from './ask.js';
import { Header } from './header.jsx';
import { questions } from './questions.js';
import { questionsPlugin } from './questions.jsx';
import { fetcher } from './service.js';
import * as share from './share.js';

const plugins = [questionsPlugin, { ...explorerPlugin({ showAttribution: false }), title: 'Build a question' }, HISTORY_PLUGIN];

/** What the page starts with: the question of its link, else what was left last time, else an example. */
function beginning() {
  const linked = share.question(location.hash);
  if (linked) return linked;
  return localStorage.getItem('graphiql:query') === null ? questions[0] : null;
}

const start = beginning();

/** The whole page. */
export function Page() {
  return (
    <>
      <a className="skip" href="#graphiql-session">Skip to the question</a>
      <Header />
      <main>
        <GraphiQL
          fetcher={fetcher}
          plugins={plugins}
          visiblePlugin={questionsPlugin}
          initialQuery={start?.query}
          initialVariables={start?.variables}
          defaultEditorToolsVisibility
        >
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
          <GraphiQL.Footer>
            <Answer />
          </GraphiQL.Footer>
          <Behaviour />
        </GraphiQL>
      </main>
    </>
  );
}

/** What the page does beside what it shows. */
function Behaviour() {
  const { queryEditor, variableEditor, headerEditor } = useGraphiQL(pick('queryEditor', 'variableEditor', 'headerEditor'));
  useEffect(() => queryEditor?.updateOptions({ wordWrap: 'on' }), [queryEditor]);
  // Tab leaves an editor, so that the page can be walked through by keyboard. Monaco tells
  // the editors that there are when it is set, so it is set for each of them.
  useEffect(() => TabFocus.setTabFocusMode(true), [queryEditor, variableEditor, headerEditor]);
  useLinks(start !== null);
  return null;
}

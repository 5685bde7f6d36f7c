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

const plugins = [questionsPlugin, { ...explorerPlugin({ showAttribution: false }), title: 'Build a query' }, HISTORY_PLUGIN];

/** Returns the query to start with: that of the link, or else an example on the first visit. */
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
      <a className="skip" href="#graphiql-session">Skip to the editor</a>
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

/** The behaviour of the page. */
function Behaviour() {
  const { queryEditor, variableEditor, headerEditor } = useGraphiQL(pick('queryEditor', 'variableEditor', 'headerEditor'));
  useEffect(() => queryEditor?.updateOptions({ wordWrap: 'on' }), [queryEditor]);
  // Tab leaves an editor, so that the page can be used by keyboard. Monaco applies the setting
  // only to editors that exist, so it is set again for each of them.
  useEffect(() => TabFocus.setTabFocusMode(true), [queryEditor, variableEditor, headerEditor]);
  useLinks(start !== null);
  return null;
}

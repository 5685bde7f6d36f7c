import { useGraphiQL } from '@graphiql/react';

import { useAsk } from './ask.js';
import { questions } from './questions.js';

const audiences = [
  ['analysts', 'For analysts'],
  ['dashboards', 'For dashboards'],
  ['researchers', 'For researchers'],
];

/** The list of example queries, as a panel of GraphiQL. */
export const questionsPlugin = { title: 'Examples', icon: Icon, content: Questions };

function Questions() {
  const ready = useGraphiQL((state) => Boolean(state.queryEditor && state.variableEditor));
  const ask = useAsk();
  const follow = (question) => {
    ask(question);
    document.querySelector('.graphiql-response').scrollIntoView({ block: 'nearest' });
  };
  return (
    <section className="questions" aria-label="Examples">
      <h2>Examples</h2>
      {audiences.map(([audience, heading]) => (
        <section key={audience}>
          <h3>{heading}</h3>
          <ul>
            {questions.filter((q) => q.audience === audience).map((q) => (
              <li key={q.title}>
                <button type="button" disabled={!ready} onClick={() => follow(q)}>{q.title}</button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Icon(props) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" {...props}>
      <path d="M4 5h16v11H10l-4 4v-4H4z" strokeLinejoin="round" />
      <path d="M10 9a2 2 0 1 1 2 2v.8M12 14v.1" />
    </svg>
  );
}

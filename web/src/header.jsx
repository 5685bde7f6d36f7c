import { useEffect, useState } from 'react';

import { fetcher } from './service.js';

const about = { query: '{ meta { dataVersion licence counts { type count } } }' };
const counted = { INSTITUTE: 'institutes', JOINT_ACTION: 'joint actions', PROJECT: 'projects', PARTICIPATION: 'participations', SOURCE: 'sources' };

/** The title, the version of the dataset, and links to the other pages. */
export function Header() {
  const [meta, setMeta] = useState(null);
  useEffect(() => {
    fetcher(about).then(({ data }) => setMeta(data?.meta ?? null), () => setMeta(null));
  }, []);
  return (
    <header>
      <div className="title">
        <h1>Whojoins</h1>
        <p>Who takes part in cancer research in Belgium and Europe: roles, dates, funding and sources.</p>
      </div>
      <div className="about">
        <p className="dataset" title={meta ? summary(meta.counts) : undefined}>
          {meta && <>Dataset <b>{meta.dataVersion}</b>, {meta.licence}</>}
        </p>
        <nav aria-label="Main menu">
          <a href="questions">Questions</a>
          <a href="docs/">Documentation</a>
          <a href="schema.graphql">Schema</a>
          <a href="licences.md">Licences</a>
        </nav>
      </div>
    </header>
  );
}

/** The number of entities and relations, on one line. */
function summary(counts) {
  return counts.filter(({ type }) => counted[type]).map(({ type, count }) => `${count} ${counted[type]}`).join(', ');
}

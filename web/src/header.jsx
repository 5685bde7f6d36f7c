import { useEffect, useState } from 'react';

import { fetcher } from './service.js';

const about = { query: '{ meta { dataVersion licence counts { type count } } }' };
const counted = { INSTITUTE: 'institutes', JOINT_ACTION: 'joint actions', PROJECT: 'projects', PARTICIPATION: 'participations', SOURCE: 'sources' };

/** What this is, which dataset answers, and where to read on. */
export function Header() {
  const [meta, setMeta] = useState(null);
  useEffect(() => {
    fetcher(about).then(({ data }) => setMeta(data?.meta ?? null), () => setMeta(null));
  }, []);
  return (
    <header>
      <div className="title">
        <h1>Whojoins</h1>
        <p>Who joins which cancer initiative in Belgium and Europe, in what role, since when, paid by whom, and who says so.</p>
      </div>
      <div className="about">
        <p className="dataset" title={meta ? inside(meta.counts) : undefined}>
          {meta && <>Dataset <b>{meta.dataVersion}</b>, {meta.licence}</>}
        </p>
        <nav aria-label="To read on">
          <a href="questions">Questions</a>
          <a href="docs/">Documentation</a>
          <a href="schema.graphql">Schema</a>
          <a href="licences.md">Licences</a>
        </nav>
      </div>
    </header>
  );
}

/** How much the dataset holds, in a line. */
function inside(counts) {
  return counts.filter(({ type }) => counted[type]).map(({ type, count }) => `${count} ${counted[type]}`).join(', ');
}

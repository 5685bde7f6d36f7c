import { useEffect, useState } from 'react';

import { fetcher } from './service.js';

const about = { query: '{ meta { dataVersion licence counts { type count } } }' };
const counted = { INSTITUTE: 'institutes', JOINT_ACTION: 'joint actions', PROJECT: 'projects', PARTICIPATION: 'participations', SOURCE: 'sources' };

/** The title, the version of the dataset, and links for those who write queries; the service adds the header that all pages have. */
export function Header() {
  const [meta, setMeta] = useState(null);
  useEffect(() => {
    fetcher(about).then(({ data }) => setMeta(data?.meta ?? null), () => setMeta(null));
  }, []);
  return (
    <div className="bar">
      <h1>GraphQL</h1>
      <p className="dataset" title={meta ? summary(meta.counts) : undefined}>
        {meta && <>Dataset <b>{meta.dataVersion}</b>, {meta.licence}</>}
      </p>
      <p className="links">
        <a href="schema.graphql">Schema</a>
        <a href="licences.md">Licences</a>
      </p>
    </div>
  );
}

/** The number of entities and relations, on one line. */
function summary(counts) {
  return counts.filter(({ type }) => counted[type]).map(({ type, count }) => `${count} ${counted[type]}`).join(', ');
}

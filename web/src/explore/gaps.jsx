import { useState } from 'react';

import document from '../../documents/explore/gaps.graphql?raw';
import { Offered, useAnswer, Waiting } from './asked.jsx';
import { countries } from './countries.js';
import { Dialog } from './dialog.jsx';
import { initiatives } from './participation.js';
import { t } from './words.js';

/** Which initiatives have no participant from a country on record, and what that means. */
export function Gaps({ explorer, onClose }) {
  const [country, setCountry] = useState('BE');
  const here = initiatives(explorer.scene).map(({ id }) => id);
  const [among, setAmong] = useState(here.length > 1 ? 'view' : 'all');
  const answer = useAnswer(document, { country, in: among === 'view' ? { id: { in: here } } : null, first: 100 });
  const found = answer.data?.gaps;
  return (
    <Dialog title={t('gaps')} onClose={onClose}>
      <label>{t('gapsOf')}
        <select value={country} onChange={(event) => setCountry(event.target.value)}>{countries().map(({ code, name }) => <option key={code} value={code}>{name}</option>)}</select>
      </label>
      {here.length > 0 && (
        <label>{t('among')}
          <select value={among} onChange={(event) => setAmong(event.target.value)}><option value="view">{t('amongView', { n: here.length })}</option><option value="all">{t('amongAll')}</option></select>
        </label>
      )}
      <Waiting answer={answer} />
      {found?.verdicts.map(({ value, count: n }) => (
        <section key={value}>
          <h3>{t(value, { n })}</h3>
          <p className="quiet">{t(`${value}_NOTE`)}</p>
          <Offered explorer={explorer} entities={found.nodes.filter(({ verdict }) => verdict === value).map(({ initiative }) => initiative)} />
        </section>
      ))}
      {found && found.totalCount > found.nodes.length && <p>{t('gapsMore', { n: found.totalCount - found.nodes.length })}</p>}
    </Dialog>
  );
}

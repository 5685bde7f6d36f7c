import { useState } from 'react';

import document from '../../documents/explore/candidates.graphql?raw';
import { Offered, PutAll, useAnswer, Waiting } from './asked.jsx';
import { Dialog } from './dialog.jsx';
import { actors, initiatives } from './participation.js';
import { t } from './words.js';

/** Who could join an initiative, or work with an actor. */
export function Candidates({ explorer, onClose }) {
  const { scene, state } = explorer;
  const list = [...initiatives(scene), ...actors(scene)];
  const [chosen, setChosen] = useState(() => (list.find(({ id }) => id === state.sel) ?? list[0])?.id ?? '');
  const answer = useAnswer(document, chosen ? { for: chosen, activeOn: state.on || null, first: 20 } : null);
  const found = answer.data?.candidates;
  const because = new Map(found?.nodes.map(({ actor, score, because: partners }) => [actor.id, { score, partners }]));
  const note = ({ id }) => t('worksWith', { n: because.get(id).score, names: because.get(id).partners.map(({ partner }) => partner.name).join(', ') });
  return (
    <Dialog title={t('candidates')} onClose={onClose}>
      <label>{t('candidatesFor')}
        <select value={chosen} onChange={(event) => setChosen(event.target.value)}>{list.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</select>
      </label>
      <p className="quiet">{t('candidatesNote')}</p>
      <Waiting answer={answer} />
      {found && (
        <>
          <h3>{t('candidatesFound', { n: found.totalCount, shown: found.nodes.length })}</h3>
          <PutAll explorer={explorer} entities={found.nodes.map(({ actor }) => actor)} />
          <Offered explorer={explorer} entities={found.nodes.map(({ actor }) => actor)} note={note} />
        </>
      )}
      {answer.data && !found && <p>{t('candidatesNone')}</p>}
    </Dialog>
  );
}

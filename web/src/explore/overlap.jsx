import { useState } from 'react';

import document from '../../documents/explore/overlap.graphql?raw';
import { Offered, PutAll, useAnswer, Waiting } from './asked.jsx';
import { Dialog } from './dialog.jsx';
import { initiatives } from './participation.js';
import { t } from './words.js';

const most = 5; // initiatives to compare

/** Which participants several initiatives of the stage have in common. */
export function Overlap({ explorer, onClose }) {
  const list = initiatives(explorer.scene);
  const [chosen, setChosen] = useState(() => list.slice(0, 2).map(({ id }) => id));
  const answer = useAnswer(document, chosen.length > 1 ? { of: chosen } : null);
  const toggle = (id) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const found = answer.data?.overlap;
  return (
    <Dialog title={t('overlap')} onClose={onClose}>
      {list.length < 2 ? <p>{t('overlapNeeds')}</p> : (
        <fieldset className="checks">
          <legend>{t('overlapNote', { n: most })}</legend>
          {list.map(({ id, name }) => (
            <label key={id}><input type="checkbox" checked={chosen.includes(id)} disabled={!chosen.includes(id) && chosen.length >= most} onChange={() => toggle(id)} /> <bdi>{name}</bdi></label>
          ))}
        </fieldset>
      )}
      <Waiting answer={answer} />
      {found && (
        <>
          <h3>{t('inAll', { n: found.shared.length })}</h3>
          <PutAll explorer={explorer} entities={found.shared} />
          <Offered explorer={explorer} entities={found.shared} />
          {found.own.map(({ initiative, participants }) => (
            <details key={initiative.id}>
              <summary>{t('onlyIn', { name: initiative.name, n: participants.length })}</summary>
              <Offered explorer={explorer} entities={participants} />
            </details>
          ))}
        </>
      )}
      {answer.data && <p className="quiet">{t('onRecordOnly')}</p>}
    </Dialog>
  );
}

import { useState } from 'react';

import { Download } from './download.jsx';
import { Gaps } from './gaps.jsx';
import { Candidates } from './candidates.jsx';
import { Names } from './names.jsx';
import { Overlap } from './overlap.jsx';
import { PathFinder } from './pathfinder.jsx';
import { Share } from './share.jsx';
import { Source } from './query.jsx';
import { t } from './words.js';

const dialogs = { paste: Names, findPath: PathFinder, overlap: Overlap, candidates: Candidates, gaps: Gaps, share: Share, download: Download, graphql: Source };

/** Everything that can be done with the whole stage. */
export function Actions({ explorer, empty }) {
  const [open, setOpen] = useState(null);
  const { undo, redo } = explorer;
  const Chosen = dialogs[open];
  const button = (name) => <button key={name} type="button" aria-haspopup="dialog" onClick={() => setOpen(name)}>{t(name)}</button>;
  return (
    <div className="actions" role="group" aria-label={t('actions')}>
      <button type="button" disabled={!undo} aria-keyshortcuts="Control+Z" onClick={undo}>{t('undo')}</button>
      <button type="button" disabled={!redo} aria-keyshortcuts="Control+Shift+Z" onClick={redo}>{t('redo')}</button>
      {button('paste')}
      {button('findPath')}
      {!empty && ['overlap', 'candidates'].map(button)}
      {button('gaps')}
      {!empty && ['share', 'download', 'graphql'].map(button)}
      {Chosen && <Chosen explorer={explorer} onClose={() => setOpen(null)} />}
    </div>
  );
}

import { useState } from 'react';

import { Dialog } from './dialog.jsx';
import { query } from './state.js';
import { t } from './words.js';

/** The address of the view, and a frame for another site. */
export function Share({ explorer: { state, scene }, onClose }) {
  const address = new URL(`?${query({ ...state, embed: false })}`, location.href).href;
  const framed = new URL(`?${query({ ...state, embed: true })}`, location.href).href;
  // The texts have nothing in them that HTML would read as a tag: an address is percent-encoded.
  const frame = `<iframe src="${framed.replaceAll('&', '&amp;')}" title="${t('title')}" width="100%" height="600" loading="lazy"></iframe>`;
  return (
    <Dialog title={t('share')} onClose={onClose}>
      <Copied label={t('address')} text={address} />
      <p className="quiet">{t('addressNote', { edition: scene.edition ?? '' })}</p>
      <Copied label={t('embedCode')} text={frame} />
    </Dialog>
  );
}

/** A text with a button that copies it. */
export function Copied({ label, text }) {
  const [done, setDone] = useState('');
  const copy = async (event) => {
    const box = event.target.parentElement.querySelector('textarea');
    box.select();
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    setDone(copied ? t('copied') : t('copyByHand'));
  };
  return (
    <div className="copied">
      <label>{label}<textarea readOnly rows={Math.min(8, 1 + text.split('\n').length)} value={text} /></label>
      <button type="button" onClick={copy}>{t('copy')}</button> <span role="status">{done}</span>
    </div>
  );
}

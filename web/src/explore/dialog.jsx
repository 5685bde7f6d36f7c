import { useEffect, useRef } from 'react';

import { t } from './words.js';

/** A dialog of the browser: it keeps the focus inside, and Escape closes it. */
export function Dialog({ title, onClose, children }) {
  const dialog = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => before?.focus?.();
  }, []);
  return (
    <dialog ref={dialog} aria-label={title} onClose={onClose} onClick={(event) => { if (event.target === dialog.current) onClose(); }}>
      <div className="sheet">
        <div className="heading">
          <h2>{title}</h2>
          <button type="button" className="plain" onClick={onClose}>{t('close')}</button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

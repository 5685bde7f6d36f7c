import { useEffect, useId, useRef, useState } from 'react';

import { options } from './service.js';
import { t } from './words.js';

const patience = 120; // milliseconds after a key until names are offered

/**
 * A box that offers the entities whose names match while somebody types.
 * @param {{label: string, hint?: string, value?: string, onChoose: (option: {id: string, name: string}) => void}} props
 *   value is the text to begin with; after a choice the box keeps the name, or is cleared with `clears`
 */
export function Combo({ label, hint, value = '', clears = false, quiet = false, onChoose }) {
  const id = useId();
  const [text, setText] = useState(value);
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const found = useOptions(text, open);
  useEffect(() => setText(value), [value]);

  const choose = (option) => {
    setText(clears ? '' : option.name);
    setOpen(false);
    setActive(-1);
    onChoose(option);
  };
  const press = async (event) => {
    const last = found.list.length - 1;
    switch (event.key) {
      case 'ArrowDown': setOpen(true); setActive(active >= last ? 0 : active + 1); break;
      case 'ArrowUp': setActive(active <= 0 ? last : active - 1); break;
      case 'Escape': if (!open) return; setOpen(false); setActive(-1); break;
      case 'Enter': {
        event.preventDefault();
        const list = await found.settled();
        const option = list[Math.max(active, 0)];
        if (option) choose(option);
        return;
      }
      default: return;
    }
    event.preventDefault();
  };
  const shown = open && found.list.length > 0;
  return (
    <div className="combo">
      <label htmlFor={id} className={quiet ? 'spoken' : undefined}>{label}</label>
      <input
        id={id} type="text" role="combobox" aria-autocomplete="list" aria-expanded={shown} aria-controls={`${id}-list`} placeholder={hint}
        aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined} value={text} maxLength={200} autoComplete="off" autoCapitalize="none" spellCheck={false} dir="auto"
        onChange={(event) => { setText(event.target.value); setOpen(true); setActive(-1); }} onKeyDown={press} onBlur={() => setOpen(false)}
      />
      <ul id={`${id}-list`} className="options" role="listbox" aria-label={label} hidden={!shown}>
        {found.list.map((option, at) => (
          <li
            key={option.id} id={`${id}-${at}`} role="option" aria-selected={at === active}
            onMouseDown={(event) => event.preventDefault()} onClick={() => choose(option)}
          >
            <bdi>{option.acronym ? `${option.name} (${option.acronym})` : option.name}</bdi> <small>{[option.type, option.detail].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ul>
      <span className="spoken" role="status">{open && found.of === text && text.length > 1 ? t('offered', { n: found.list.length }) : ''}</span>
    </div>
  );
}

/** The entities to offer for a text; `settled` waits for those of the present text. */
function useOptions(text, open) {
  const [answer, setAnswer] = useState({ of: '', list: [] });
  const pending = useRef(Promise.resolve([]));
  useEffect(() => {
    const asked = text.trim();
    if (!open || asked.length < 2) {
      pending.current = Promise.resolve([]);
      setAnswer({ of: text, list: [] });
      return undefined;
    }
    const running = new AbortController();
    pending.current = new Promise((resolve) => {
      setTimeout(async () => {
        try {
          const { options: list } = running.signal.aborted ? { options: [] } : await options(asked, running.signal);
          if (!running.signal.aborted) setAnswer({ of: text, list });
          resolve(list);
        } catch {
          resolve([]); // the next key asks again
        }
      }, patience);
    });
    return () => running.abort();
  }, [text, open]);
  return { ...answer, settled: () => (answer.of === text ? Promise.resolve(answer.list) : pending.current) };
}

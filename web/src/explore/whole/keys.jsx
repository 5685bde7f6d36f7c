import { moves, next } from '../network/moves.js';
import { expand } from '../state.js';
import { t } from '../words.js';
import { neighbours } from './graph.js';

/** The keyboard in the map: one tab stop, and arrow keys from an entity to those that it is linked to. */
export function Keys({ explorer, cursor, setCursor, children }) {
  const { whole: { graph, text, shown, numbers }, state, go } = explorer;
  const start = () => numbers.get(state.sel) ?? shown.nodes[0] ?? -1;
  const placed = (node) => ({ id: node, x: graph.at[2 * node], y: graph.at[2 * node + 1] });
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !text) return;
    const node = cursor >= 0 ? cursor : start();
    if (node < 0) return;
    if (moves(event.key)) {
      const linked = neighbours(shown.ends, node);
      const found = next(placed(node), (linked.length ? linked : [...shown.nodes]).map(placed), event.key);
      if (found) setCursor(found.id);
    } else if (event.key === 'Enter' || event.key === ' ') go({ ...state, sel: text.ids[node] });
    else if (event.key === 'e') go(expand(state, text.ids[node]).state);
    else return;
    event.preventDefault();
  };
  const said = text && cursor >= 0 ? [text.names[cursor], text.types[graph.types[cursor]]?.one, t('relationsHere', { n: graph.degrees[cursor] })].join(', ') : '';
  return (
    <div
      className="picture-keys" tabIndex={0} role="application" aria-roledescription={t('network')} aria-label={t('wholeLabel', { n: shown.nodes.length, links: shown.ends.length / 2 })}
      aria-describedby="network-keys" onKeyDown={press} onFocus={(event) => { if (event.target.matches(':focus-visible')) setCursor(cursor >= 0 ? cursor : start()); }} onBlur={() => setCursor(-1)}
    >
      {children}
      <p id="network-keys" className="spoken">{t('wholeKeys')}</p>
      <p className="spoken" aria-live="polite">{said}</p>
    </div>
  );
}

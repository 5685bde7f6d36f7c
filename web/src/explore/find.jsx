import { Combo } from './combo.jsx';
import { add, blank, expand } from './state.js';
import { t } from './words.js';

/** The box that adds an entity to the stage. The first one brings its neighbours along. */
export function Find({ explorer: { state, whole, go } }) {
  const choose = ({ id, name }) => {
    if (whole) {
      go({ ...state, sel: id }); // everything is there already
      return;
    }
    const added = add(state, [id]);
    const next = blank(state) ? expand(added.state, id).state : added.state;
    go({ ...next, sel: id }, added.left ? t('full', { n: added.left }) : t('added', { name }));
  };
  return <Combo label={t('find')} hint={t('findHint')} quiet clears onChoose={choose} />;
}

import { choice, chosen, whereOf } from './filter.js';
import { t } from './words.js';

const lists = [{ name: 'types', legend: 'byType' }, { name: 'via', legend: 'byRelation' }, { name: 'roles', legend: 'byRole' }];
const filters = [{ name: 'countries', legend: 'byCountry' }, { name: 'programmes', legend: 'byProgramme' }];

/** What is on the stage, counted, and boxes that hide the rest. */
export function Filters({ explorer }) {
  const { scene, state, go } = explorer;
  const counts = (name) => scene.counts[name] ?? [];
  const active = state.types.length + state.via.length + state.roles.length > 0 || state.where !== '';
  return (
    <details className="filters-panel" open={window.matchMedia('(min-width: 62rem)').matches}>
      <summary>{t('filters')}</summary>
      <form onSubmit={(event) => event.preventDefault()} aria-label={t('filters')}>
        {lists.map(({ name, legend }) => (
          <Group
            key={name} legend={t(legend)} list={counts(name)} isOn={({ value, on }) => (name === 'via' ? on : state[name].includes(value))}
            onChange={(value) => go({ ...state, [name]: choice(name, counts(name), state, value) })}
          />
        ))}
        {filters.map(({ name, legend }) => (
          <Group
            key={name} legend={t(legend)} list={counts(name)} isOn={({ value }) => chosen(name, state.where).includes(value)}
            onChange={(value) => go({ ...state, where: whereOf(name, state.where, value) })}
          />
        ))}
        {active && <button type="button" onClick={() => go({ ...state, types: [], via: [], roles: [], where: '' })}>{t('clearFilters')}</button>}
      </form>
    </details>
  );
}

const many = 8; // boxes that are shown at once

function Group({ legend, list, isOn, onChange }) {
  if (!list.length) return null;
  const box = (one) => (
    <label key={one.value}><input type="checkbox" checked={isOn(one)} onChange={() => onChange(one.value)} /> <bdi>{one.label}</bdi> <small>{one.count}</small></label>
  );
  return (
    <fieldset>
      <legend>{legend}</legend>
      {list.slice(0, many).map(box)}
      {list.length > many && <details><summary>{t('moreBoxes', { n: list.length - many })}</summary>{list.slice(many).map(box)}</details>}
    </fieldset>
  );
}

import { useEffect, useState } from 'react';

import evidence from '../../documents/explore/evidence.graphql?raw';
import { take } from './app.jsx';
import { useAnswer, Waiting } from './asked.jsx';
import { page, pageOf } from './service.js';
import { collapse, expand } from './state.js';
import { useAround } from './whole/around.js';
import { date, period, t } from './words.js';

/** Everything about the selected item and, for each fact and link, its source. */
export function Details({ explorer: whole }) {
  const explorer = useAround(whole);
  const { state, index } = explorer;
  const node = index.node(state.sel);
  const link = index.link(state.sel);
  return (
    <aside className="details" role="region" aria-label={t('details')}>
      <h2>{t('details')}</h2>
      {node && <Entity key={node.id} explorer={explorer} node={node} />}
      {link && <Relation key={link.id} explorer={explorer} link={link} />}
      {!node && !link && <p className="quiet">{state.sel ? t(explorer.busy ? 'loading' : 'selectedGone') : t('selectSomething')}</p>}
    </aside>
  );
}

function Entity({ explorer, node }) {
  const { state, go, index } = explorer;
  const open = () => {
    const { state: next, left } = expand(state, node.id);
    go(next, left ? t('full', { n: left }) : '');
  };
  return (
    <>
      <p className="type">{[node.typeLabel, node.countryLabel].filter(Boolean).join(' · ')}</p>
      <h3><a href={pageOf(node.id)}><bdi>{node.name}</bdi></a>{node.acronym && node.acronym !== node.name && <> <bdi className="word">{node.acronym}</bdi></>}</h3>
      <div className="row">
        {state.expand.includes(node.id)
          ? <button type="button" onClick={() => go(collapse(state, node.id))}>{t('collapse')}</button>
          : <button type="button" disabled={node.more === 0} onClick={open}>{node.more === null ? t('expandMany') : t('expand', { n: node.more })}</button>}
        <button type="button" onClick={() => take(explorer, node.id)}>{t('remove')}</button>
        {node.onPath && <span className="word">{t('onPath')}</span>}
      </div>
      <dl className="brief">
        {(node.start || node.end) && <div><dt>{t('runs')}</dt><dd>{period(node.start, node.end)}</dd></div>}
        <div><dt>{t('relationsAll')}</dt><dd>{t('relationsShown', { n: node.degree, shown: index.linksOf(node.id).length })}</dd></div>
        {node.coverage && <div><dt>{t('coverage')}</dt><dd>{node.coverage.label}</dd></div>}
        {node.programmes.length > 0 && <div><dt>{t('programmes')}</dt><dd>{node.programmes.map(({ name }) => name).join(', ')}</dd></div>}
      </dl>
      <Linked explorer={explorer} node={node} />
      <Facts id={node.id} />
    </>
  );
}

/** The links of an entity that are on the stage; each can be selected, to see its source. */
function Linked({ explorer, node }) {
  const { state, index, go } = explorer;
  const links = index.linksOf(node.id);
  if (!links.length) return null;
  return (
    <details open={links.length <= 12}>
      <summary>{t('linksHere', { n: links.length })}</summary>
      <ul className="linked">
        {links.map((link) => {
          const other = index.node(link.from === node.id ? link.to : link.from);
          return (
            <li key={link.id}>
              <button type="button" className="link" onClick={() => go({ ...state, sel: link.id })}><bdi>{other?.name}</bdi> <small>{[link.roleLabel || link.typeLabel, period(link.activeFrom || link.since, link.activeUntil || link.until)].filter(Boolean).join(' · ')}</small></button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

// What an entity's page has about it, with sources: facts, disputes, and what sources state in words.
const sections = ['#facts', '#disputes', '#goals', '#figures', '#notes', '#claims'];

/** The facts of an entity with their sources, as on its page, which has them in the language of the reader. */
function Facts({ id }) {
  const [found, setFound] = useState(null);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    const running = new AbortController();
    page(id, running.signal).then((whole) => setFound(sections.flatMap((section) => whole.querySelector(section) ?? [])), (error) => { if (!running.signal.aborted) setFailure(error.message); });
    return () => running.abort();
  }, [id]);
  if (failure) return <p role="alert" className="wrong">{t('unreachable')}</p>;
  if (!found) return <p className="quiet" role="status">{t('loading')}</p>;
  // The nodes come from this service, which escapes what the data contain; scripts in a parsed page never run.
  return <div className="known" ref={(place) => place?.replaceChildren(...found.map(adopted))} />;
}

/** Copies a section of another page, whose ids could occur here already. */
function adopted(section) {
  const copy = document.importNode(section, true);
  for (const element of [copy, ...copy.querySelectorAll('[id]')]) element.removeAttribute('id');
  return copy;
}

/** A relation with all that its sources state. */
function Relation({ explorer, link }) {
  const { state, index, go } = explorer;
  const answer = useAnswer(evidence, { id: link.id });
  const end = (id) => <button type="button" className="link" onClick={() => go({ ...state, sel: id })}><bdi>{index.node(id)?.name ?? id}</bdi></button>;
  const rows = [
    [t('role'), link.roleLabel], [t('inItsWords'), link.title], [t('workPackage'), link.workPackage],
    [t('since'), date(link.since)], [t('until'), date(link.until)], [t('active'), period(link.activeFrom, link.activeUntil)],
  ].filter(([, value]) => value);
  return (
    <>
      <p className="type">{link.typeLabel}{link.disputed && <> · <span className="note">{t('disputed')}</span></>}{link.onPath && <> · {t('onPath')}</>}</p>
      <h3>{end(link.from)} → {end(link.to)}</h3>
      <dl className="brief">{rows.map(([label, value]) => <div key={label}><dt>{label}</dt><dd><bdi>{value}</bdi></dd></div>)}</dl>
      <h4>{t('sources')}</h4>
      <Waiting answer={answer} />
      {answer.data?.node && <Evidence list={answer.data.node.evidence} />}
    </>
  );
}

const fieldNames = { role: 'role', title: 'inItsWords', workPackage: 'workPackage', since: 'since', until: 'until' };

/** The name of a property in words, where it has one. */
const fieldName = (field) => (fieldNames[field] ? t(fieldNames[field]) : field);

/** Every statement about a relation: what is stated, where, when, and how it ranks. */
function Evidence({ list }) {
  return (
    <ul className="evidence">
      {list.map(({ field, value, rank, date: stated, locator, source }, at) => (
        <li key={at}>
          <a href={pageOf(source.id)}><bdi>{source.name}</bdi></a>
          {source.url && <> <a href={source.url} rel="external noopener">{t('original')}</a></>}
          <small>{[locator, date(stated), t(`rank${rank}`), field && value && `${fieldName(field)}: ${value}`].filter(Boolean).join(' · ')}</small>
        </li>
      ))}
    </ul>
  );
}

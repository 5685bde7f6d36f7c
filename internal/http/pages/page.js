// The script of the pages. Every page works without it: it offers names while somebody types, and
// sorts and filters tables without loading the page again.
'use strict';

const language = new URLSearchParams(location.search).get('lang');

/** Requests the entities to offer for a text, of the given types or of any. */
async function offers(text, types, signal) {
  const query = new URLSearchParams({ find: text });
  if (types) query.set('types', types);
  if (language) query.set('lang', language);
  const response = await fetch(`/explore?${query}`, { headers: { Accept: 'application/json' }, signal });
  return response.ok ? response.json() : { options: [] };
}

/** Makes an input a combobox: its options are the entities that a search for its text finds. */
function complete(input, number) {
  const opens = input.hasAttribute('data-open');
  const list = document.getElementById(input.getAttribute('aria-controls')) ?? listFor(input, number);
  const status = document.createElement('span');
  status.className = 'spoken';
  status.setAttribute('role', 'status');
  input.form.append(status);
  let answer = { options: [] };
  let asked = '';
  let active = -1;
  let timer;
  let running;

  /** The part of the text that is completed: in a list, the part after the last comma. */
  const part = () => (input.hasAttribute('data-list') ? input.value.split(',').pop() : input.value).trim();

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function mark(i) {
    active = i;
    [...list.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === i)));
    if (i < 0) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', list.children[i].id);
      list.children[i].scrollIntoView({ block: 'nearest' });
    }
  }

  function draw() {
    list.replaceChildren(...answer.options.map((option, i) => {
      const item = document.createElement('li');
      item.id = `${list.id}-${i}`;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      const name = document.createElement('bdi');
      name.textContent = option.acronym ? `${option.name} (${option.acronym})` : option.name;
      const more = document.createElement('small');
      more.textContent = [option.type, option.detail].filter(Boolean).join(' · ');
      item.append(name, ' ', more);
      item.addEventListener('mousedown', (event) => event.preventDefault());
      item.addEventListener('click', () => choose(option));
      return item;
    }));
    active = -1;
    const shown = answer.options.length > 0 && document.activeElement === input;
    list.hidden = !shown;
    input.setAttribute('aria-expanded', String(shown));
    input.removeAttribute('aria-activedescendant');
    const found = answer.options.length;
    status.textContent = found ? (input.dataset.count ?? '{n}').replace('{n}', found) : (input.dataset.none ?? '');
  }

  function choose(option) {
    close();
    if (opens) {
      location.assign(option.address);
      return;
    }
    const before = input.hasAttribute('data-list') ? input.value.split(',').slice(0, -1).map((one) => `${one.trim()}, `).join('') : '';
    input.value = before + option.id;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async function ask() {
    const text = part();
    if (text === asked) return answer;
    running?.abort();
    running = new AbortController();
    asked = text;
    try {
      const next = text.length < 2 ? { options: [] } : await offers(text, input.dataset.complete, running.signal);
      if (text === part()) answer = next;
    } catch {
      asked = null; // the next key asks again
    }
    return answer;
  }

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => { await ask(); draw(); }, 120);
  });
  input.addEventListener('focus', () => { if (asked && asked === part()) draw(); });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const last = list.children.length - 1;
    switch (event.key) {
      case 'ArrowDown':
        if (list.hidden) draw();
        if (last >= 0) mark(active >= last ? 0 : active + 1);
        break;
      case 'ArrowUp':
        if (list.hidden) return;
        mark(active <= 0 ? last : active - 1);
        break;
      case 'Escape':
        if (list.hidden) return;
        close();
        break;
      case 'Enter':
        if (active < 0) return;
        choose(answer.options[active]);
        break;
      default:
        return;
    }
    event.preventDefault();
  });
  if (opens) {
    input.form.addEventListener('submit', async (event) => {
      if (!part()) return;
      event.preventDefault();
      clearTimeout(timer);
      const { exact } = await ask();
      if (exact) location.assign(exact);
      else input.form.submit();
    });
  }
}

/** Returns a new list of options below an input that has none. */
function listFor(input, number) {
  const list = document.createElement('ul');
  list.id = `options-${number}`;
  list.className = 'options';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.labels?.[0]?.textContent ?? '');
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);
  input.removeAttribute('list');
  const around = document.createElement('div');
  around.className = 'completes';
  input.replaceWith(around);
  around.append(input, list);
  return list;
}

/** The value by which a cell is sorted: a number where it has one. */
function value(row, column) {
  const cell = row.cells[column];
  const text = cell?.dataset.sort ?? cell?.textContent.trim() ?? '';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Lets the headings of a table sort it. Rows without a value stay last. */
function sortable(table) {
  const headings = [...table.tHead.rows[0].cells];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: 'base' });
  headings.forEach((heading, column) => {
    if (heading.hasAttribute('data-unsorted') || !heading.textContent.trim()) return;
    let control = heading.querySelector('a, button');
    if (!control) {
      control = document.createElement('button');
      control.type = 'button';
      control.append(...heading.childNodes);
      heading.append(control);
    }
    control.addEventListener('click', (event) => {
      event.preventDefault();
      const downward = heading.getAttribute('aria-sort') === 'ascending';
      headings.forEach((one) => one.removeAttribute('aria-sort'));
      heading.setAttribute('aria-sort', downward ? 'descending' : 'ascending');
      const rows = [...table.tBodies[0].rows].map((row) => [value(row, column), row]);
      rows.sort(([a], [b]) => {
        if (a === '' || b === '') return (a === '') - (b === '');
        const compared = typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(String(a), String(b));
        return downward ? -compared : compared;
      });
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}

/** Lets a form filter the rows of a table: by their text, and by the words that they are marked with. */
function filters(form) {
  const table = document.getElementById(form.dataset.filters);
  const count = form.querySelector('output');
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const apply = () => {
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = [...form.elements].some((field) => {
        if (!field.value || field.type === 'hidden') return false;
        if (field.localName === 'select') return !(row.dataset[field.name] ?? '').split('|').includes(field.value);
        return field.type === 'search' && !fold(row.textContent).includes(fold(field.value));
      });
      if (!row.hidden) shown += 1;
    }
    if (count) count.textContent = `${shown} / ${table.tBodies[0].rows.length}`;
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => { event.preventDefault(); apply(); });
  apply();
}

document.querySelectorAll('input[data-complete]').forEach(complete);
document.querySelectorAll('table.sortable').forEach(sortable);
document.querySelectorAll('form[data-filters]').forEach(filters);
document.querySelectorAll('button[data-copy]').forEach((button) => {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.copied;
  });
});

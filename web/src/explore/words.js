import all from './words.json';

/** The language of the page, one of en, fr and nl. */
export const language = ['fr', 'nl'].find((one) => document.documentElement.lang.startsWith(one)) ?? 'en';

/** Compares names as readers of the language expect. */
export const compare = new Intl.Collator(language, { numeric: true, sensitivity: 'base' }).compare;

const numbers = new Intl.NumberFormat(language === 'en' ? 'en-GB' : `${language}-BE`);

/** Returns a number as the language writes it. */
export const count = (number) => numbers.format(number);

/**
 * Returns a phrase in the language of the page.
 * @param {keyof typeof all} name
 * @param {Record<string, string | number>} values replace {name} in the phrase; a phrase that counts `n` may have a second form for one
 */
export function t(name, values = {}) {
  const phrases = all[name];
  const phrase = values.n === 1 && phrases.one ? phrases.one[language] : phrases[language];
  return phrase.replace(/\{(\w+)\}/g, (_, key) => (typeof values[key] === 'number' ? count(values[key]) : values[key]));
}

const styles = { 4: { year: 'numeric' }, 7: { year: 'numeric', month: 'long' }, 10: { year: 'numeric', month: 'long', day: 'numeric' } };

/** Returns a date of the precision that a source gives, in words; empty for none. */
export function date(text) {
  if (!text) return '';
  return text.split('/').map((one) => {
    const style = styles[one.length];
    const day = new Date(`${one}${'-01-01'.slice(one.length - 4)}T00:00:00Z`);
    return style && !Number.isNaN(day.valueOf()) ? day.toLocaleDateString(language === 'en' ? 'en-GB' : `${language}-BE`, { ...style, timeZone: 'UTC' }) : one;
  }).join(' – ');
}

/** Returns a period in words; empty where neither day is known. */
export function period(from, until) {
  if (!from && !until) return '';
  return `${date(from) || '?'} – ${date(until) || '?'}`;
}

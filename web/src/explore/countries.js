import { compare, language } from './words.js';

// The countries that take part in programmes of the Union, by their codes of ISO 3166-1.
const codes = 'AL AM AT BA BE BG CH CY CZ DE DK EE ES FI FO FR GB GE GR HR HU IE IL IS IT LT LU LV MD ME MK MT NL NO PL PT RO RS SE SI SK TN TR UA XK'.split(' ');

const names = new Intl.DisplayNames(language, { type: 'region' });

/** Returns a country's name in the language of the page. */
export function countryName(code) {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** The countries to choose from, by name. */
export const countries = () => codes.map((code) => ({ code, name: countryName(code) })).sort((a, b) => compare(a.name, b.name));

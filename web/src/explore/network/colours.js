import { distinct } from './groups.js';

/**
 * Returns the colours of the page for a canvas, which knows no properties of a style sheet. They are those
 * of the pictures that the service draws.
 * @param {HTMLElement} place where the properties hold
 */
export function paints(place) {
  const probe = document.createElement('span');
  place.append(probe);
  const read = (property) => {
    probe.style.color = `var(${property})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    groups: Array.from({ length: distinct }, (_, at) => read(`--pic-c${at + 1}`)),
    ink: read('--ink'), quiet: read('--quiet'), ground: read('--ground'), accent: read('--accent'), edge: read('--pic-edge'), path: read('--wrong'),
  };
  probe.remove();
  return colours;
}

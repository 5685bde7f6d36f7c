/**
 * Gives every style element that a script creates the nonce of the page. The page's policy
 * blocks style elements without it, and Monaco, which creates several, has no option for a
 * nonce. This module must be imported before any that creates style elements.
 */
const nonce = document.querySelector('meta[name=style-nonce]').nonce;
const createElement = Document.prototype.createElement;

Document.prototype.createElement = function (name, options) {
  const element = createElement.call(this, name, options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
};

/**
 * Marks every style element that a script makes with the nonce of the page. The policy of
 * the page refuses other ones, and Monaco, which makes several, cannot be told a nonce.
 * Imported first, before anything that makes one.
 */
const nonce = document.querySelector('meta[name=style-nonce]').nonce;
const createElement = Document.prototype.createElement;

Document.prototype.createElement = function (name, options) {
  const element = createElement.call(this, name, options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
};

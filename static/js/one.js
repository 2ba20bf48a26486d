/**
 * Returns the first element of `root` that a selector finds, of the kind that is wanted. Throws where there is none.
 *
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
export function one(root, selector, kind) {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new TypeError(`the page has no ${selector}`);
}

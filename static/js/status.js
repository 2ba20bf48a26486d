/**
 * Says in a page's [data-status], in its form or in the header above it, what is kept; "" for nothing.
 *
 * @param {string} text
 */
export function say(text) {
  const status = document.querySelector("[data-status]");
  if (!(status instanceof HTMLElement)) return;
  status.hidden = !text;
  status.textContent = text;
}

/** What a page shows in place of a form that is kept on the phone: the part of [data-after] for what is true now. */
const SAVED = "saved"; // on <body>: what is true, by which style sheets hide the form

/** @param {"waiting" | "signed out" | "kept"} state */
export function show(state) {
  document.body.dataset[SAVED] = state;
  const after = document.querySelector("[data-after]");
  for (const part of after?.querySelectorAll("[data-state]") ?? []) {
    if (part instanceof HTMLElement) part.hidden = part.dataset.state !== state;
  }
  for (const button of after?.querySelectorAll("[data-again]") ?? []) {
    if (button instanceof HTMLButtonElement) button.onclick = hide;
  }
}

/** Returns whether it is shown. */
export const isShown = () => SAVED in document.body.dataset;

function hide() {
  delete document.body.dataset[SAVED];
}

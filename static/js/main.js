/**
 * Starts the behaviours that a page asks for: data-module="draft" imports ./draft.js and calls its default export with
 * the element, which is marked with data-ready when that is done.
 */
for (const element of document.querySelectorAll("[data-module]")) start(element);

async function start(element) {
  const { default: behave } = await import(`./${element.dataset.module}.js`);
  await behave(element);
  element.dataset.ready = "";
}

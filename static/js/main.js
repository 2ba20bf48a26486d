/**
 * Starts the behaviours that a page asks for: data-module="draft" imports ./draft.js and calls its default export with
 * the element. data-module="number_keys draft" starts two. The element is marked with data-ready when all is done.
 */
for (const element of document.querySelectorAll("[data-module]")) start(/** @type {HTMLElement} */ (element));

/** @param {HTMLElement} element */
async function start(element) {
  await Promise.all((element.dataset.module ?? "").split(" ").map(async (name) => {
    const { default: behave } = await import(`./${name}.js`);
    await behave(element);
  }));
  element.dataset.ready = "";
}

/** Starts the behaviours that a page asks for: data-module="draft" imports ./draft.js and calls its default export with the element. */
for (const element of document.querySelectorAll("[data-module]")) {
  import(`./${element.dataset.module}.js`).then(({ default: start }) => start(element));
}

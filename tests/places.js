/*
 * Returns what has no place on the page that is open: what makes it scroll sideways, texts that are off the screen, out
 * of their box or cut off, and parts of a row that cover each other. Given to a browser by test_languages_browser.py.
 */
() => {
  const BOXES = ".button, .pill, .link, .tab, .choice, .chip, .call, .card, .notice, .scale label, .tag, td, th";
  const ROWS = ".top, .tabs, .cluster, .find, .scale > div, .month tr";
  const UNSEEN = ".visually-hidden, .skip, .scroll, .earlier, [hidden], textarea, select, svg :is(title, desc)";
  const CLAMPED = ".opening, input"; // opening words; a value that its writer scrolls
  const edge = document.documentElement.clientWidth;
  const found = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
  const seen = (one) => one.checkVisibility() && !one.closest(UNSEEN);
  const say = (what, one) => found.push(`${what}: <${one.localName} class="${one.getAttribute("class") ?? ""}"> `
    + one.textContent.trim().replaceAll(/\s+/g, " ").slice(0, 60));

  /** The lines of a text. */
  function lines(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(({ width }) => width > 0);
  }

  const within = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
    && inner.top >= outer.top - 2 && inner.bottom <= outer.bottom + 2;
  const over = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;

  /** Whether a text that an empty field shows is longer than the field. */
  function placeholderCutOff(field) {
    const pen = document.createElement("canvas").getContext("2d");
    const look = getComputedStyle(field, "::placeholder");
    const { paddingLeft, paddingRight } = getComputedStyle(field);
    pen.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
    return pen.measureText(field.placeholder).width > field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) + 1;
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!data.trim() || !seen(parentElement)) continue;
    const box = parentElement.closest(BOXES)?.getBoundingClientRect();
    const drawn = lines(texts.currentNode);
    if (drawn.some(({ left, right }) => left < -1 || right > edge + 1)) say("off the screen", parentElement);
    if (box && drawn.some((line) => !within(line, box))) say("out of its box", parentElement);
  }
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest("svg") || !seen(one)) continue;
    const { overflowX, overflowY } = getComputedStyle(one);
    const cuts = [overflowX, overflowY].some((kind) => ["hidden", "clip"].includes(kind)) && !one.matches(CLAMPED);
    if (cuts && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)) say("cut off", one);
    if (one.matches("input[placeholder]") && placeholderCutOff(one)) say(`cut off, ${one.placeholder}`, one);
  }
  for (const row of document.querySelectorAll(ROWS)) {
    const parts = [...row.children].filter(seen).map((one) => one.getBoundingClientRect());
    if (parts.some((one, place) => parts.slice(place + 1).some((other) => over(one, other)))) say("covered", row);
  }
  return found;
};

/** When the words of a form were written: kept in its fields, and shown. */
const STYLES = [{ weekday: "long", month: "long", day: "numeric" }, { hour: "numeric", minute: "2-digit" }];

/** Returns the fields that hold when the first letter was typed. */
export const dates = (form) => [...form.querySelectorAll("[data-first-letter]")];

export function dateNow(form) {
  for (const field of dates(form)) field.value = new Date().toISOString();
  showTime(form);
}

/** Shows the time of a form where its page has [data-time-shown], which holds the zone. */
export function showTime(form) {
  const shown = document.querySelector("[data-time-shown]");
  const written = new Date(form.elements.written_at?.value ?? "");
  if (!shown || Number.isNaN(written.getTime())) return;
  const { timeShown: timeZone } = shown.dataset;
  const said = STYLES.map((style) => written.toLocaleString(navigator.language, { ...style, timeZone }));
  shown.textContent = said.join(", "); // as the server says it
}

/** Shows when the words of a form were written, where the page has [data-time-shown]: its zone, in its language. */
const STYLE = { weekday: "long", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" };

export function showTime(form) {
  const shown = document.querySelector("[data-time-shown]");
  const written = new Date(form.elements.written_at?.value ?? "");
  if (!shown || Number.isNaN(written.getTime())) return;
  const format = new Intl.DateTimeFormat(navigator.language, { ...STYLE, timeZone: shown.dataset.timeShown });
  shown.textContent = format.format(written);
}

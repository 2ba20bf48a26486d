/**
 * Keeps a writing form on the phone while it is written, and brings it back: after a dead battery, an ended session, a lost answer.
 * The draft carries the entry's id, so sending it twice keeps it once. It is let go on the page that says "It is kept" (kept.js).
 */
import { findDraft, keepDraft } from "./store.js";

const PAUSE = 400; // milliseconds without a key

export default async function start(form) {
  const { account, draft: page, fresh, kept, found, unable } = form.dataset;
  const status = form.querySelector("[data-status]");
  const say = (words) => {
    status.hidden = false;
    status.textContent = words;
  };
  let timer;
  const keep = () => {
    clearTimeout(timer);
    timer = undefined;
    return keepDraft(account, form.elements.id.value, page, read(form)).then(() => say(kept), () => say(unable));
  };
  const soon = () => {
    form.dataset.touched = "";
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("submit", () => timer && keep());
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && timer && keep());

  if (fresh === undefined) return;
  if (!form.elements.revision.value) form.elements.written_at.value = localTime(new Date());
  if (typed(form)) soon(); // before this script was here
  try {
    const waiting = await findDraft(account, page);
    if (waiting && !touched(form)) {
      fill(form, waiting);
      say(found);
    }
  } catch {
    // What waits here was sealed for somebody else, or the key cannot be had now: it stays where it is.
  }
}

const touched = (form) => form.dataset.touched !== undefined;

const typed = (form) => [...form.querySelectorAll("textarea")].some((words) => words.value !== words.defaultValue);

const read = (form) => [...new FormData(form)];

/** Puts kept values back, in their order; answers to questions that the page does not show get a field of their own. */
function fill(form, values) {
  const all = (wanted) => values.filter(([name]) => name === wanted).map(([, value]) => value);
  all("prompt").forEach((question, index) => addAnswer(form, question, all("answer")[index] ?? ""));
  for (const element of form.elements) {
    if (element.name === "prompt" || element.name === "answer" || !element.name) continue;
    if (element.type === "checkbox" || element.type === "radio") element.checked = all(element.name).includes(element.value);
    else if (all(element.name).length) element.value = all(element.name)[0];
  }
}

function addAnswer(form, question, answer) {
  const field = document.createElement("div");
  field.className = "field";
  const label = document.createElement("label");
  const asked = document.createElement("input");
  const words = document.createElement("textarea");
  words.id = `waiting-${form.querySelectorAll("[name=answer]").length}`;
  Object.assign(label, { htmlFor: words.id, textContent: question });
  Object.assign(asked, { type: "hidden", name: "prompt", value: question });
  Object.assign(words, { name: "answer", value: answer, className: "words short", maxLength: 5000, autocomplete: "off", spellcheck: false });
  field.append(label, asked, words);
  form.querySelector("[data-status]").before(field);
}

/** When writing began, by the phone's own clock, with its zone: 2026-05-12T20:14:00+02:00. It stays the same when sent twice. */
function localTime(now) {
  const minutes = -now.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

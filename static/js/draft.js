/**
 * Keeps a writing form on the phone while it is written, and brings it back: after a dead battery, an ended session, a lost answer.
 * The draft carries the entry's id, so sending it twice keeps it once. It is let go only when the server says that it has these
 * very words: here when they come back, or on the page that says "It is kept" (kept.js).
 */
import { allDrafts, dropDraft, keepDraft, keyOf } from "./store.js";
import { all, kept as keptEntry, read, same } from "./words.js";

const PAUSE = 400; // milliseconds without a key

export default async function start(form) {
  const { account, draft: page, fresh, kept, found, unable } = form.dataset;
  const status = form.querySelector("[data-status]");
  const say = (words) => {
    status.hidden = !words;
    status.textContent = words;
  };
  let row = { id: form.elements.id.value };
  let timer;
  let ready = Promise.resolve(); // whatever is written waits for what is being read or written
  const keep = () => {
    clearTimeout(timer);
    timer = undefined;
    ready = ready.then(async () => {
      try {
        row = await keepDraft(account, row, page, read(form));
        if (!timer) say(kept);
      } catch {
        say(unable);
      }
    });
  };
  const soon = () => {
    form.dataset.touched = "";
    say("");
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("submit", () => timer && keep());
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && timer && keep());

  const look = async () => {
    await keyOf(account); // while there is a network: the first letter may come without one
    if (fresh === undefined) {
      row = (await allDrafts(account)).find(({ id }) => id === row.id) ?? row;
      return;
    }
    const waiting = await latest(account, page);
    if (!waiting) return;
    if (waiting.elsewhere) location.replace(waiting.elsewhere);
    else if (form.dataset.touched === undefined) {
      row = waiting;
      fill(form, waiting.value);
      say(found);
    }
  };
  if (fresh !== undefined && !form.elements.revision.value) form.elements.written_at.value = localTime(new Date());
  if (typed(form)) soon(); // before this script was here
  ready = look().catch(() => {}); // sealed for somebody else, or no key to be had: what waits stays where it is
  await ready;
}

/** The latest draft of a page that the server does not have; one of a kept entry belongs on that entry's page. */
async function latest(account, page) {
  for (const draft of await allDrafts(account)) {
    if (draft.page !== page) continue;
    const [id] = all(draft.value, "id");
    const entry = await keptEntry(id).catch(() => null);
    if (entry && same(draft.value, entry)) await dropDraft(account, draft);
    else if (entry && page !== id) {
      await keepDraft(account, draft, id, draft.value);
      return { elsewhere: `/entries/${id}/edit` };
    } else return draft;
  }
  return null;
}

const typed = (form) => [...form.querySelectorAll("textarea")].some((words) => words.value !== words.defaultValue);

/** Puts kept values back, in their order; each question that was asked gets its field again. */
function fill(form, values) {
  for (const asked of form.querySelectorAll("[name=prompt]")) asked.closest(".field").remove();
  all(values, "prompt").forEach((question, index) => addAnswer(form, question, all(values, "answer")[index] ?? ""));
  for (const element of form.elements) {
    if (["prompt", "answer", ""].includes(element.name)) continue;
    const given = all(values, element.name);
    if (element.type === "checkbox" || element.type === "radio") element.checked = given.includes(element.value);
    else if (given.length) [element.value] = given;
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
  Object.assign(words, { name: "answer", value: answer, className: "words short", autocomplete: "off", spellcheck: false });
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

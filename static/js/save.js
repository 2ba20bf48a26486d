/**
 * Saves a form: its words are kept on this phone first, and go from there to the server. The page says which of the two
 * is true. What the server refuses is sent as forms always were, so that its own page says why.
 */
import { all, isSame, read } from "./form.js";
import { isShown, show } from "./after.js";
import { post } from "./outbox.js";
import { listen } from "./outcomes.js";
import { send } from "./send.js";
import { keepSending } from "./sending.js";
import { one } from "./one.js";
import { say } from "./status.js";

/** @typedef {import("./send.js").Outcome} Outcome */

const PATIENCE = 4000; // milliseconds after which the page does not wait for the server

/**
 * Resolves when the page has said what became of the words, or leads on.
 *
 * @param {HTMLFormElement} form
 * @param {{ id: string, stamp?: string }} draft where its words wait now
 * @param {string} stamp with which they are a draft again
 */
export async function save(form, draft, stamp) {
  const { outbox: records = "", draft: page = "", sending = "" } = form.dataset;
  const value = read(form);
  const [[account], [id], [revision]] = ["account", "id", "revision"].map((name) => all(value, name));
  const letter = { account, id, records, revision, stamp, at: Date.now() };
  try {
    const number = await post(letter, { page, value }, draft);
    say(sending);
    follow(form, number, value);
    keepSending(account);
  } catch {
    await sendUnkept(form, letter, value);
  }
}

/**
 * Shows what becomes of a row for as long as the page is open. Who goes on writing in it is not led away.
 *
 * @param {HTMLFormElement} form
 * @param {number} number
 * @param {import("./form.js").Pairs} value what the row says
 */
function follow(form, number, value) {
  const isLate = { now: false };
  const wait = () => {
    isLate.now = true;
    show("waiting");
    navigator.storage?.persist().catch(() => {}); // a browser short of room is not to clear what waits
  };
  const late = setTimeout(wait, PATIENCE);
  listen(({ number: of, outcome }) => {
    if (of !== number) return;
    clearTimeout(late);
    if (outcome.state === "kept") finish(form, outcome.revision, !isLate.now && isSame(form, value));
    else if (outcome.state === "refused") form.submit();
    else if (!isLate.now) wait();
    if (outcome.state === "signed out") show(outcome.state);
  });
}

/**
 * Says that the server has a form's words. What is written in it from now on replaces them.
 *
 * @param {HTMLFormElement} form
 * @param {string} revision
 * @param {boolean} goesOn whether the page leads on
 */
function finish(form, revision, goesOn) {
  field(form, "revision").value = revision;
  if (goesOn) leadOn(form);
  else if (isShown()) show("kept");
}

/**
 * Sends words that this phone cannot keep: they are in the form alone.
 *
 * @param {HTMLFormElement} form
 * @param {Parameters<typeof send>[0]} letter
 * @param {import("./form.js").Pairs} value
 */
async function sendUnkept(form, letter, value) {
  say(form.dataset.unkept ?? "");
  const { state } = await send(letter, value);
  if (state === "kept") leadOn(form);
  else if (state === "waiting") say(form.dataset.stuck ?? "");
  else form.submit();
}

/** @param {HTMLFormElement} form */
function leadOn(form) {
  const { list = "", next = "" } = form.dataset;
  location.assign(`${list}/${field(form, "id").value}${next}`);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
const field = (form, name) => one(form, `[name=${name}]`, HTMLInputElement);

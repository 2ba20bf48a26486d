/**
 * Saves a form: its words are kept on this phone first, and go from there to the server. The page says which of the two
 * is true. What the server refuses is sent as forms always were, so that its own page says why.
 */
import { all, read } from "./form.js";
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
    follow(form, number);
    keepSending(account);
  } catch {
    await sendUnkept(form, letter, value);
  }
}

/**
 * Shows what becomes of a row for as long as the page is open.
 *
 * @param {HTMLFormElement} form
 * @param {number} number
 */
function follow(form, number) {
  const late = setTimeout(() => show("waiting"), PATIENCE);
  listen((news) => {
    if (news.number !== number) return;
    const { outcome } = news;
    clearTimeout(late);
    if (outcome.state === "kept") field(form, "revision").value = outcome.revision;
    if (outcome.state === "refused") form.submit();
    else if (outcome.state === "kept" && !isShown()) leadOn(form);
    else show(outcome.state);
    say("");
  });
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

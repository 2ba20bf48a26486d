/**
 * Sends the token of a link that was opened, and takes it out of the address at once. It stands behind "#", which no
 * server gets to see; without JavaScript, somebody pastes the link into the form.
 */
import { one } from "./one.js";

/** @param {HTMLFormElement} form */
export default function start(form) {
  addEventListener("hashchange", () => send(form)); // another link, opened on the same page
  send(form);
}

/** @param {HTMLFormElement} form */
function send(form) {
  const token = location.hash.slice(1);
  if (!token) return;
  history.replaceState(null, "", location.pathname);
  one(form, "[name=token]", HTMLInputElement).value = token;
  form.submit();
}

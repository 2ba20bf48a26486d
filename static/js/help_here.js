/**
 * Lets Get help open in this tab once a choice can be kept on this phone, so that it is still there after Back. Before
 * that, and without JavaScript, help opens in a tab of its own, and the form says so (data-beside).
 */
import { keyOf } from "./phone_key.js";

export default async function start(form) {
  try {
    await keyOf(form.elements.account.value);
  } catch {
    return; // nothing can be kept here
  }
  document.querySelector(".top .help").removeAttribute("target");
  form.querySelector("[data-beside]").hidden = true;
}

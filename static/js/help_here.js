/**
 * Lets Get help open in this tab once a choice can be kept on this phone, so that it is still there after Back. Before
 * that, and without JavaScript, help opens in a tab of its own, and the form says so (data-beside).
 */
import { one } from "./one.js";
import { keyOf } from "./phone_key.js";

/** @param {HTMLFormElement} form */
export default async function start(form) {
  try {
    await keyOf(one(form, "[name=account]", HTMLInputElement).value);
  } catch {
    return; // nothing can be kept here
  }
  one(document, ".top .help", HTMLAnchorElement).removeAttribute("target");
  one(form, "[data-beside]", HTMLElement).hidden = true;
}

/** On every page, makes this browser forget the keys of all accounts but the one that is signed in. */
import { forgetOthers } from "./phone_key.js";

/** @param {HTMLElement} body */
export default function start({ dataset: { account = "" } }) {
  forgetOthers(account);
}

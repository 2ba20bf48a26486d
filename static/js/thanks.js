/** Says "Read, thank you" without leaving the brief: opening it again would leave one more receipt. */
import { read } from "./form.js";
import { one } from "./one.js";

/** @param {HTMLFormElement} form */
export default function start(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    one(form, "button", HTMLButtonElement).disabled = true;
    const body = new URLSearchParams(read(form));
    const reply = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (reply?.type === "opaqueredirect") confirm(form);
    else form.submit(); // so that the page says what is wrong
  });
}

/** @param {HTMLFormElement} form */
function confirm(form) {
  const status = one(document, ".brief [role=status]", HTMLElement);
  status.replaceChildren(one(status, "template", HTMLTemplateElement).content);
  for (const mark of document.querySelectorAll(".brief [data-new], [aria-current] [data-new]")) mark.remove();
  form.remove();
}

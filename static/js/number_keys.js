/** Chooses an answer by the number keys: 1 is the first of the form, while it is in sight. Nothing is sent before Next. */
/** @param {HTMLFormElement} form */
export default function start(form) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    if (!form.checkVisibility()) return;
    const choice = form.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!(choice instanceof HTMLInputElement)) return;
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

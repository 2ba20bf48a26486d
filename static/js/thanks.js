/** Says "Read, thank you" without leaving the brief: opening it again would leave one more receipt. */
export default function start(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    form.querySelector("button").disabled = true;
    const body = new URLSearchParams(new FormData(form));
    const reply = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (reply?.type === "opaqueredirect") confirm(form);
    else form.submit(); // so that the page says what is wrong
  });
}

function confirm(form) {
  const status = form.parentElement.querySelector("[role=status]");
  status.replaceChildren(status.querySelector("template").content);
  for (const mark of document.querySelectorAll(".brief [data-new], [aria-current] [data-new]")) mark.remove();
  form.remove();
}

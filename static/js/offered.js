/**
 * Puts what a draft has chosen on offer where the page does not offer it any more, as the server does when asked.
 * data-offer: on the part of a form with a select, its name; the page takes ?offer=<value>.
 */
import { ask } from "./ask.js";
import { all } from "./form.js";

/** Resolves when it is on offer, or cannot be. values: of the draft. */
export async function addOption(form, values) {
  const part = form.querySelector("[data-offer]");
  const [wanted] = part ? all(values, part.dataset.offer) : [];
  if (!wanted || part.querySelector(`option[value="${wanted}"]`)) return;
  const address = new URL(location);
  address.searchParams.set("offer", wanted);
  const page = new DOMParser().parseFromString(await (await ask(address)).text(), "text/html");
  const offered = page.querySelector("[data-offer]");
  if (offered) part.replaceChildren(...offered.children);
}

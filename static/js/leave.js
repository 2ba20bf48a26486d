/** At sign-out, deletes the keys first: drafts stay on the phone, sealed, until the same person signs in. */
import { dropKeys } from "./store.js";

export default function start(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await dropKeys();
    } finally {
      form.submit();
    }
  });
}

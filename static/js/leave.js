/** At sign-out the phone drops the keys first; words that are not sent stay here, sealed, until the same person signs in. */
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

/** Remembers that an entry was saved in this browser: from then on Today says that there is a home screen. */
import { remember, remembered } from "./home_screen.js";

export default function start() {
  if (!remembered()) remember("wrote");
}

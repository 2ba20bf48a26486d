/** Shows a line that leads to how Journal gets on the home screen, until somebody does not want to see it. */
import { isOpenedFromThere, remember, remembered } from "./home_screen.js";
import { one } from "./one.js";

/** @param {HTMLElement} line */
export default function start(line) {
  line.hidden = isOpenedFromThere() || remembered() !== "wrote";
  one(line, "button", HTMLButtonElement).addEventListener("click", () => {
    remember("never");
    line.hidden = true;
  });
}

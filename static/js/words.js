/** What a writing form says, as pairs of names and values; and whether the server has just these words. */

export const read = (form) => [...new FormData(form)];

export const all = (values, wanted) => values.filter(([name]) => name === wanted).map(([, value]) => value);

/** The entry as the server keeps it, null where it keeps none under this id. Throws where it does not answer. */
export async function kept(id) {
  const answer = await fetch(`/entries/${id}/sent`, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return (await answer.json()).entry;
}

/** Tells whether an entry says what a form says; folded as the server folds (NFC, line feeds). */
export function same(values, entry) {
  const answers = all(values, "answer");
  const answered = all(values, "prompt")
    .map((prompt, index) => ({ prompt, answer: fold(answers[index] ?? "") }))
    .filter(({ answer }) => answer.trim());
  const body = fold(all(values, "body")[0] ?? "");
  return JSON.stringify([
    body.trim() ? body : null,
    answered,
    all(values, "feelings").sort(),
    all(values, "mood")[0] ? Number(all(values, "mood")[0]) : null,
  ]) === JSON.stringify([
    entry.body,
    entry.prompts.map(({ prompt, answer }) => ({ prompt, answer })),
    [...entry.feelings].sort(),
    entry.mood,
  ]);
}

const fold = (words) => words.replace(/\r\n?/g, "\n").normalize("NFC");

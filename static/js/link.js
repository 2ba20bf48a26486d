/**
 * Sends the token of a link that was opened, and takes it out of the address at once. It stands behind "#", which no
 * server gets to see; without JavaScript, somebody pastes the link into the form.
 */
export default function start(form) {
  addEventListener("hashchange", () => send(form)); // another link, opened on the same page
  send(form);
}

function send(form) {
  const token = location.hash.slice(1);
  if (!token) return;
  history.replaceState(null, "", location.pathname);
  form.elements.token.value = token;
  form.submit();
}

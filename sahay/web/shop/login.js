/**
 * The demo's log-in: as one of its customers, without a password, and kept from page to page. A real shop has a log-in
 * of its own, after which its server signs the token (docs/identity.md).
 */
const KEPT = 'demo:customer';
const form = document.querySelector('.login');
const choice = form.querySelector('select');

async function logIn() {
  const account = choice.value;
  localStorage.setItem(KEPT, account);
  const chat = document.querySelector('sahay-chat');
  if (!account) return chat.identify();
  const body = JSON.stringify({ account });
  const answer = await fetch('/demo/login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const { token } = await answer.json();
  return chat.identify(token);
}

const answer = await fetch('/demo/customers');
const customers = answer.ok ? await answer.json() : [];
if (customers.length) {
  for (const { id, name } of customers) choice.append(new Option(name, id));
  choice.value = localStorage.getItem(KEPT) ?? '';
  choice.addEventListener('change', logIn);
  form.hidden = false;
  await customElements.whenDefined('sahay-chat');
  if (choice.value) logIn();
}

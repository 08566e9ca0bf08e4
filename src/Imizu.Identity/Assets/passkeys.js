// Makes a passkey, or logs in with one. What is shown is in the page; without this script there is the password.
const token = document.querySelector('meta[name="antiforgery"]').content;

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Antiforgery': token }, body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail ?? '通信できませんでした。もう一度お試しください。');
  return answer.status === 204 ? null : answer.json();
}

async function logIn() {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await post('/passkey/log-in/options'));
  const credential = await navigator.credentials.get({ publicKey });
  await post('/passkey/log-in', { json: credential.toJSON() });
}

async function register(form) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await post('/passkey/registration/options'));
  const credential = await navigator.credentials.create({ publicKey });
  await post('/passkey/registration', { json: credential.toJSON(), name: form.elements.name?.value });
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.hidden = !window.PublicKeyCredential?.parseRequestOptionsFromJSON;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const told = form.querySelector('[role=alert]');
    told.textContent = '';
    try {
      await (form.dataset.passkey === 'register' ? register(form) : logIn());
      location.assign(form.dataset.after);
    } catch (error) {
      told.textContent = error.name === 'NotAllowedError' ? 'パスキーは使われませんでした。' : error.message;
    }
  });
}

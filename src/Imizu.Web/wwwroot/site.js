// What a page does beyond showing and sending forms; without it both work.
'use strict';

// A figure that is live changes without a reload: while the page is looked at, its state is asked for, and where that is another, the page again.
async function live() {
  const there = document.querySelector('[data-live]');
  if (there?.dataset.live && !document.hidden) {
    try {
      const answer = await fetch(there.dataset.live);
      // The session has ended: whoever goes on logs in.
      if (answer.status === 401) return;
      if (!answer.ok) throw answer.status;
      const state = await answer.text();
      if (there.dataset.state !== state) {
        const page = new DOMParser().parseFromString(await (await fetch(there.dataset.page ?? location.href)).text(), 'text/html').querySelector('[data-live]');
        const before = new Map([...there.querySelectorAll('[data-key]')].map(cell => [cell.dataset.key, cell.textContent]));
        there.innerHTML = page.innerHTML;
        there.dataset.state = page.dataset.state;
        there.querySelectorAll('[data-key]').forEach(cell => cell.classList.toggle('moved', before.get(cell.dataset.key) !== cell.textContent));
      }
    } catch { /* Asked again in a moment. */ }
  }
  setTimeout(live, 1000);
}
live();

// Pages follow one another without a blank between once Blazor's script is there: it is asked for when all of the page is shown.
const { enhancing } = document.currentScript.dataset;
addEventListener('load', () => document.head.append(Object.assign(document.createElement('script'), { src: enhancing })));

// What takes several steps goes on by itself.
document.querySelector('form[data-continue]')?.requestSubmit();

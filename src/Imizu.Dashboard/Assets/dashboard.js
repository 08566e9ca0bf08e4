// A console that is being read at its end stays there; one that has been scrolled up is left alone.
new MutationObserver(() => {
  const page = document.querySelector('.console');
  if (page && page.dataset.follow === 'true') page.scrollTop = page.scrollHeight;
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-follow'] });

// A stack that was started again knows nothing of this page's last connection, and refuses it, and the browser too: the page is
// fetched anew, and says how it is opened.
const lost = document.getElementById('components-reconnect-modal');
new MutationObserver(() => {
  if (lost.classList.contains('components-reconnect-rejected')) location.reload();
}).observe(lost, { attributes: true, attributeFilter: ['class'] });
setInterval(() => {
  if (lost.checkVisibility()) fetch('/').then(answer => { if (answer.status === 401) location.reload(); }, () => { });
}, 2000);

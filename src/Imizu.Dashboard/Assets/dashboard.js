// A console that is being read at its end stays there; one that has been scrolled up is left alone.
new MutationObserver(() => {
  const page = document.querySelector('.console');
  if (page && page.dataset.follow === 'true') page.scrollTop = page.scrollHeight;
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-follow'] });

// A stack that was started again knows nothing of this page's last connection, and refuses it: the page is fetched anew.
const lost = document.getElementById('components-reconnect-modal');
new MutationObserver(() => {
  if (lost.classList.contains('components-reconnect-rejected')) location.reload();
}).observe(lost, { attributes: true, attributeFilter: ['class'] });

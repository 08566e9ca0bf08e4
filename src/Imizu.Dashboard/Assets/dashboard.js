// A console that is being read at its end stays there; one that has been scrolled up is left alone.
new MutationObserver(() => {
  const page = document.querySelector('.console');
  if (page && page.dataset.follow === 'true') page.scrollTop = page.scrollHeight;
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-follow'] });

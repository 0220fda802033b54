// Sets theme and density before the first paint. A file of its own and not inline, because the content security policy
// allows no inline script. The key and the names are those of state/settings.svelte.ts.
try {
  const settings = JSON.parse(localStorage.getItem('ridgeline.settings') ?? '{}');
  if (settings.theme === 'light' || settings.theme === 'dark') document.documentElement.dataset.theme = settings.theme;
  if (settings.density === 'compact') document.documentElement.dataset.density = 'compact';
} catch {
  // Storage is forbidden or damaged: the page starts with the browser's theme.
}

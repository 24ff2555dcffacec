// Runs before the first paint, as a file of its own so that a strict content policy allows it.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('tillbridge.theme');
  } catch {
    // Storage may be closed to us; the system's preference is a fine answer.
  }
  const isDark =
    choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
})();

// Runs before the first paint, so that neither theme nor direction flips while the page loads.
// A file of its own because the content security policy allows no inline script.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("ringside.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const language = localStorage.getItem("ringside.language") ?? navigator.language;
    if (language.startsWith("he")) {
      root.lang = "he";
      root.dir = "rtl";
    }
  } catch {
    // Storage can be forbidden; the defaults are fine.
  }
})();

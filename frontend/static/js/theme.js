/* Light or dark: kept in a cookie, so that the server writes it into the next page. */
const YEAR_SECONDS = 365 * 24 * 3600;

export function otherTheme(chosen, systemIsDark) {
  const present = chosen || (systemIsDark ? "dark" : "light");
  return present === "dark" ? "light" : "dark";
}

export function startTheme(document) {
  const form = document.querySelector("[data-theme-form]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const root = document.documentElement;
    const systemIsDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const theme = otherTheme(root.dataset.theme, systemIsDark);
    root.dataset.theme = theme;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${theme}; Max-Age=${YEAR_SECONDS}; Path=/; SameSite=Lax${secure}`;
  });
}

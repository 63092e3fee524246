/* “Copy the link” on each post: the permanent link beside the button. */
const SHOWN_MS = 1500;

export function startCopying(document) {
  if (!navigator.clipboard) return;
  document.documentElement.dataset.copying = "";
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy-link]");
    if (!button) return;
    const link = button.parentElement.querySelector("a.post__number");
    try {
      await navigator.clipboard.writeText(permanent(link.href));
    } catch {
      location.assign(link.href); // Forbidden: then the address bar holds it.
      return;
    }
    button.dataset.copied = "";
    setTimeout(() => delete button.dataset.copied, SHOWN_MS);
  });
}

/* Without the place on the page: the address alone opens the thread at the post. */
export function permanent(href) {
  const address = new URL(href);
  return `${address.origin}${address.pathname}${address.search}${address.hash}`;
}

startCopying(document);

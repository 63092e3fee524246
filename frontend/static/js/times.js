/* Dates as the reader counts: "3 hours ago" in the language of the page, the exact time on hover.
   A time that ends a sentence ("at the latest on …") stays a date: it is marked `data-exact`. */
const STEPS = [
  ["year", 31536000],
  ["month", 2592000],
  ["week", 604800],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

export function relative(seconds, language) {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const [unit, size] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  return format.format(Math.round(seconds / size), unit);
}

export function tellTimes(root, language, now = Date.now()) {
  const times = root.matches?.("time[datetime]") ? [root] : root.querySelectorAll("time[datetime]");
  for (const time of times) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    time.title = moment.toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
    if ("exact" in time.dataset) continue;
    const seconds = (moment.getTime() - now) / 1000;
    if (Math.abs(seconds) < 30 * 86400) time.textContent = relative(seconds, language);
  }
}

export function startTimes(document) {
  const language = document.documentElement.dataset.interface || document.documentElement.lang;
  tellTimes(document, language);
  setInterval(() => tellTimes(document, language), 60_000);
  const posts = document.getElementById("posts");
  if (!posts) return;
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node.nodeType === 1) tellTimes(node, language);
    }
  }).observe(posts, { childList: true, subtree: true });
}

/* One place of the page for what the server says to a button that was pressed on it: read out, and
   shown above the lower edge until something else is pressed. */
export function tell(document, { ok, message }) {
  const place = document.getElementById("told");
  if (!place) return;
  place.textContent = message ?? (ok ? "" : place.dataset.failed);
  place.classList.toggle("visually-hidden", !place.textContent);
}

/* Sends a form in the background; whether it was taken, and what the server said. */
export async function send(form, body) {
  try {
    const headers = { Accept: "application/json" };
    const response = await fetch(form.action, { method: "POST", body, headers });
    const said = response.status === 204 ? {} : await response.json();
    return { ok: response.ok, ...said };
  } catch {
    return { ok: false };
  }
}

/* Decisions about drafts. Pure. `fields` are what was typed, by name of the field; a record is
   {fields, version, synced, device}: what this browser keeps; a draft what the server keeps. */

const WRITTEN = ["title", "body"];

/* The place that the server keeps the draft of a composer under: one for a new thread, wherever it
   is begun; edits have a revision more. */
export function placeOf(composer) {
  const [kind, id] = composer.split("-");
  return kind === "ask" ? kind : `${kind}/${id}`;
}

export function hasText(fields) {
  return WRITTEN.some((name) => (fields[name] ?? "").trim());
}

export function same(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => String(one[name] ?? "") === String(other[name] ?? ""));
}

/* Worth keeping is a text that differs from what the page came with. */
export function isWorthKeeping(fields, initial) {
  return hasText(fields) && WRITTEN.some((name) => (fields[name] ?? "") !== (initial[name] ?? ""));
}

/* What to show when the server has answered. `local` is this browser's record (or null), `remote`
   the server's draft (null: there is none; undefined: out of reach), `present` what stands in the
   form and `touched` whether somebody typed meanwhile or the page brought it back unsent.
   Answers {show, version, save, forget}. */
export function reconcile({ local, remote, present, touched }) {
  const keep = { show: null, version: local?.version ?? 0, save: false, forget: false };
  if (remote === undefined) return { ...keep, show: touched ? null : (local?.fields ?? null), save: isUnsaved(local) };
  if (touched) {
    const known = remote && same(remote.fields, present);
    return { ...keep, version: known ? remote.version : keep.version, save: !known };
  }
  if (remote === null) {
    // Saved once and gone: it was sent or thrown away elsewhere.
    if (!isUnsaved(local)) return { ...keep, version: 0, forget: local !== null };
    return { ...keep, show: local.fields, save: true };
  }
  if (!isUnsaved(local) || same(local.fields, remote.fields)) {
    return { ...keep, show: remote.fields, version: remote.version, forget: true };
  }
  return { ...keep, show: local.fields, save: true };
}

function isUnsaved(local) {
  return Boolean(local) && !local.synced;
}

/* Records of earlier versions of this page held text and title only. */
export function parsed(stored) {
  const found = JSON.parse(stored ?? "null");
  if (!Array.isArray(found)) return found;
  return { fields: { body: found[0] ?? "", title: found[1] ?? "" }, version: 0, synced: false };
}

/* How long to wait before asking again, after so many failures. */
export function pauseAfter(failures) {
  return Math.min(60_000, 2_000 * 2 ** failures);
}

/* What this browser keeps of unsent texts. Storage may be full or forbidden: then nothing is kept
   here, and nothing fails. */
export const PREFIX = "lingora:unsent:";

export function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function write(key, record) {
  try {
    localStorage.setItem(key, JSON.stringify(record));
  } catch {
    // The server keeps it, too.
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // There is nothing to forget.
  }
}

export function keys() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

/* Records of other tabs for the same composer. */
export function keysBeside(key) {
  return keys().filter((each) => each.startsWith(`${key}~`));
}

/* The fields of a form as plain values, there and back. */
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "key", "draft_version", "preview", "read_in", "save_draft"]);

export function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (NOT_KEPT.has(name) || typeof value !== "string") continue;
    // As browsers send line ends and as they show them.
    const text = value.replace(/\r\n?/g, "\n");
    fields[name] = name in fields ? [fields[name], text].flat() : text;
  }
  return fields;
}

export function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const values = [value].flat();
    for (const element of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) put(element, values);
  }
}

function put(element, values) {
  if (NOT_KEPT.has(element.name)) return;
  if (["checkbox", "radio"].includes(element.type)) element.checked = values.includes(element.value);
  else if (element.multiple) for (const each of element.options) each.selected = values.includes(each.value);
  else element.value = values[0];
}

/* Turns what was copied from a page into Markdown: paragraphs, links, lists, emphasis, code,
   quotations. What it does not know becomes its text. Takes a DOM node and only reads it. */

const SKIPPED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "SVG", "svg", "BUTTON", "HEAD", "META", "LINK"]);
const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "UL", "OL", "LI", "PRE", "BLOCKQUOTE", "H1", "H2", "H3", "H4", "H5", "H6", "TABLE", "TR", "FIGURE", "HEADER", "FOOTER", "DL", "DT", "DD", "HR"]);
const DEEPEST = 40;

export function markdownOf(root) {
  const blocks = blocksOf(root, 0);
  return blocks.join("\n\n").replace(/\n{3,}/g, "\n\n").trim();
}

function blocksOf(node, depth) {
  const found = [];
  let inline = "";
  const flush = () => {
    const text = tidy(inline);
    if (text) found.push(text);
    inline = "";
  };
  for (const child of node.childNodes) {
    if (isBlock(child) && depth < DEEPEST) {
      flush();
      found.push(...blockOf(child, depth + 1));
    } else inline += inlineOf(child, depth + 1);
  }
  flush();
  return found;
}

function isBlock(node) {
  return node.nodeType === 1 && (BLOCKS.has(node.tagName) || hasBlock(node));
}

function hasBlock(node) {
  return !SKIPPED.has(node.tagName) && [...node.children].some((each) => BLOCKS.has(each.tagName));
}

function blockOf(node, depth) {
  const { tagName } = node;
  if (SKIPPED.has(tagName) || isOurs(node)) return [];
  if (tagName === "PRE") return [fenced(node.textContent.replace(/\n$/, ""))];
  if (tagName === "HR") return ["---"];
  if (tagName === "UL" || tagName === "OL") return [listOf(node, depth)];
  if (tagName === "BLOCKQUOTE") return [prefixed(blocksOf(node, depth).join("\n\n"), "> ")];
  if (/^H[1-6]$/.test(tagName)) return blocksOf(node, depth).map((text) => `${"#".repeat(Number(tagName[1]))} ${text}`);
  if (tagName === "TR") return [[...node.children].map((cell) => tidy(inlineOf(cell, depth))).join(" | ")].filter(Boolean);
  return blocksOf(node, depth);
}

/* Headings of quotations and the like belong to the page, not to what somebody said. */
function isOurs(node) {
  return node.classList?.contains("quote__head") ?? false;
}

function listOf(list, depth) {
  const items = [...list.children].filter((each) => each.tagName === "LI");
  const first = Number(list.getAttribute("start")) || 1;
  return items
    .map((item, index) => {
      const sign = list.tagName === "OL" ? `${first + index}. ` : `- ${task(item)}`;
      const indent = " ".repeat(list.tagName === "OL" ? sign.length : 2);
      return sign + prefixed(blocksOf(item, depth).join("\n"), indent).slice(indent.length);
    })
    .join("\n");
}

function task(item) {
  const box = item.querySelector(":scope > input[type=checkbox], :scope > p > input[type=checkbox]");
  return box ? `[${box.checked ? "x" : " "}] ` : "";
}

function inlineOf(node, depth) {
  if (node.nodeType === 3) return escaped(node.data.replace(/[\s\n]+/g, " "));
  if (node.nodeType !== 1 || SKIPPED.has(node.tagName)) return "";
  if (depth > DEEPEST) return escaped(node.textContent);
  if (node.tagName === "BR") return "\n";
  if (node.tagName === "CODE" || node.tagName === "KBD") return code(node.textContent);
  if (node.tagName === "IMG") return image(node);
  const inner = [...node.childNodes].map((each) => inlineOf(each, depth + 1)).join("");
  if (node.tagName === "A") return anchor(node, inner);
  if (isBold(node)) return marked(inner, "**");
  if (isItalic(node)) return marked(inner, "*");
  return ["DEL", "S", "STRIKE"].includes(node.tagName) ? marked(inner, "~~") : inner;
}

/* Word processors wrap everything they copy into a <b> that is none. */
function isBold({ tagName, style }) {
  if (!["B", "STRONG"].includes(tagName)) return false;
  return !["normal", "400"].includes(style?.fontWeight);
}

function isItalic({ tagName, style }) {
  return ["I", "EM"].includes(tagName) && style?.fontStyle !== "normal";
}

function marked(inner, mark) {
  const core = inner.trim();
  if (!core || core.includes("\n\n")) return inner;
  return inner.replace(core, () => mark + core + mark);
}

function anchor(node, inner) {
  const text = tidy(inner);
  if (node.classList.contains("mention")) return node.textContent;
  const address = node.getAttribute("href") ?? "";
  if (!/^(https?:\/\/|mailto:|\/t\/)/i.test(address) || !text) return inner;
  if (node.textContent.trim() === address) return address;
  return `[${text.replace(/\n/g, " ")}](${unbroken(address)})`;
}

function image(node) {
  const address = node.getAttribute("src") ?? "";
  const text = escaped(node.getAttribute("alt") ?? "");
  return /^(https?:\/\/|\/media\/)/i.test(address) ? `![${text}](${unbroken(address)})` : text;
}

/* An address that does not end its link too early. */
function unbroken(address) {
  const codes = { "(": "%28", ")": "%29" };
  return address.replace(/[()\s]/g, (sign) => codes[sign] ?? encodeURIComponent(sign));
}

function code(text) {
  const inner = text.replace(/\s+/g, " ").trim();
  if (!inner) return "";
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map((each) => each[0].length));
  const mark = "`".repeat(longest + 1);
  const blank = inner.startsWith("`") || inner.endsWith("`") ? " " : "";
  return mark + blank + inner + blank + mark;
}

function fenced(text) {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map((each) => each[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function prefixed(text, sign) {
  return text.split("\n").map((line) => (sign + line).trimEnd()).join("\n");
}

function escaped(text) {
  return text.replace(/([\\`*_[\]<>~|])/g, "\\$1");
}

/* Blanks at the ends of lines say nothing. */
function tidy(text) {
  return text.replace(/[ \t]*\n[ \t]*/g, "\n").replace(/[ \t]{2,}/g, " ").trim();
}

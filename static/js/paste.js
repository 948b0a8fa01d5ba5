"use strict";
/* Formatted text pasted into a field that saves itself: paragraphs and list marks stay as plain text, the rest goes, and
   that is said once. Without this file the browser pastes its own plain text; the server cleans what arrives anyway. */
(() => {
  const BLOCKS = /^(?:P|DIV|H[1-6]|LI|TR|BLOCKQUOTE|PRE|SECTION|ARTICLE|UL|OL|TABLE|DT|DD)$/;
  const FORMATS = "b, i, u, strong, em, a[href], table, img, h1, h2, h3, h4, h5, h6, font, [style*=bold], [style*=italic], [style*=color], [class^=Mso]";
  let said = false;

  const markOf = (item) => {
    const list = item.closest("ol, ul");
    if (!list || list.tagName !== "OL") return "• ";
    return `${Number(list.getAttribute("start") || 1) + [...list.children].filter((one) => one.tagName === "LI").indexOf(item)}. `;
  };

  const [LINE, PARAGRAPH, BREAK] = ["\u0001", "\u0002", "\u0003"]; /* ends, of which only the strongest of a row counts */

  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/[ \t\r\n]+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || /^(?:STYLE|SCRIPT|HEAD|TITLE|META)$/.test(node.tagName)) return "";
    if (node.tagName === "BR") return BREAK;
    const words = [...node.childNodes].map(read).join("");
    if (node.tagName === "LI") return `${LINE}${markOf(node)}${words.replace(/^[ \u0001\u0002]+/, "").replaceAll(PARAGRAPH, LINE)}${LINE}`;
    if (node.tagName === "TD" || node.tagName === "TH") return `${words.replace(/[\u0001\u0002]+/g, " ").trim()} `;
    const isParagraph = /^(?:P|H[1-6]|UL|OL|TABLE)$/.test(node.tagName) && !/MsoList/.test(node.className);
    if (isParagraph && !node.parentNode.closest("li")) return `${PARAGRAPH}${words}${PARAGRAPH}`;
    return BLOCKS.test(node.tagName) ? `${LINE}${words}${LINE}` : words;
  };

  const plain = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const text = read(page.body)
      .replace(/ *[\u0001\u0002][ \u0001\u0002]*/g, (ends) => (ends.includes(PARAGRAPH) ? "\n\n" : "\n"))
      .replace(/ *\u0003 */g, "\n").replace(/^[ \n]+|[ \n]+$/g, "").replace(/\n{3,}/g, "\n\n")
      .replace(/^[·•▪◦\uf0b7\uf0a7\uf0d8][\s\u00a0]+/gm, "• ").replace(/^o[\u00a0\t ]{2,}/gm, "- ");
    return { text, formatted: Boolean(page.body.querySelector(FORMATS)) };
  };

  document.addEventListener("paste", (event) => {
    const area = event.target, form = area.form;
    if (!form || area.tagName !== "TEXTAREA" || !form.matches("[data-autosave]")) return;
    const html = event.clipboardData && event.clipboardData.getData("text/html");
    if (!html) return;
    const { text, formatted } = plain(html);
    if (!text) return;
    event.preventDefault();
    document.execCommand("insertText", false, text); /* the one way to paste that Undo undoes */
    const line = form.querySelector("[data-pasted]");
    if (formatted && !said && line) {
      said = true;
      line.textContent = line.dataset.pasted;
    }
  });
  if (window.portal) window.portal.plain = plain;
})();

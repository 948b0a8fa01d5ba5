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

  /* The words of a node; "\n" where a block begins or ends, many of which are made one afterwards. */
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/[ \t\r\n]+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || /^(?:STYLE|SCRIPT|HEAD|TITLE|META)$/.test(node.tagName)) return "";
    if (node.tagName === "BR") return "\v";
    const words = [...node.childNodes].map(read).join("");
    if (node.tagName === "LI") return `\n${markOf(node)}${words.trim()}\n`;
    if (node.tagName === "TD" || node.tagName === "TH") return `${words.trim()} `;
    if (node.tagName === "P" || /^H[1-6]$/.test(node.tagName)) return /MsoList/.test(node.className) ? `\n${words.trim()}\n` : `\n\n${words.trim()}\n\n`;
    return BLOCKS.test(node.tagName) ? `\n${words}\n` : words;
  };

  const plain = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    /* eslint-disable-next-line no-irregular-whitespace */
    const text = read(page.body).replace(/\n[ \t]+/g, "\n").replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").replace(/\v/g, "\n").replace(/^\n+|\n+$/g, "")
      .replace(/^([·•▪◦\uf0b7\uf0a7\uf0d8])[\s\u00a0]+/gm, "• ").replace(/^o[\u00a0\t ]{2,}/gm, "- ");
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

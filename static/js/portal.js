"use strict";
/* What the pages do more when scripts run. Everything works without. No dependencies; events are listened to on the
   document, so that parts exchanged by htmx need no setting up. */
(() => {
  const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2800\u3000\u3164\uffa0]+/;
  const TAG = /<\/?[A-Za-z][A-Za-z0-9]*(?:[ \t-\r]+[A-Za-z_:][\w:.-]*=(?:"[^"<>]*"|'[^'<>]*'|[^ \t-\r"'<>]+))*[ \t-\r]*\/?>/g;
  const THOUSANDS = /([0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))/g;

  /* The rule of core/words.py; tests/core/word_vectors.json holds both to the same figures. */
  const countWords = (text) =>
    text.normalize("NFC").replace(/\r\n/g, "\n").replace(TAG, " ").replace(THOUSANDS, "$1")
      .split(SPACE).filter((token) => /[\p{L}\p{N}]/u.test(token)).length;

  const language = () => document.documentElement.lang.slice(0, 2) || "en";

  /* The rule of core/numbers.py: hundredths as BigInt, or null for what is no number or can be read in two ways. */
  const parseHundredths = (text, lang = language()) => {
    let digits = text.replace(/[\s\u00a0\u202f'’_]|USD|US\$|\$/gi, "");
    if (!/^(?:\d+(?:[.,]\d+)*|[.,]\d+)$/.test(digits)) return null;
    const mark = lang === "en" ? "." : ",";
    const marks = digits.match(/[.,]/g) || [];
    if (marks.length) {
      const last = marks[marks.length - 1];
      const at = digits.lastIndexOf(last);
      const [whole, fraction] = [digits.slice(0, at), digits.slice(at + 1)];
      const grouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(digits) && !digits.startsWith("0");
      if (new Set(marks).size === 2) {
        const groups = last === "." ? /^\d{1,3}(?:,\d{3})+$/ : /^\d{1,3}(?:\.\d{3})+$/;
        if (marks.filter((one) => one === last).length > 1 || !groups.test(whole)) return null;
        digits = `${whole.replace(/[.,]/g, "")}.${fraction}`;
      } else if (marks.length > 1 || (grouped && last !== mark)) {
        if (!grouped) return null;
        digits = digits.replaceAll(last, "");
      } else if (grouped) return null;
      else digits = `${whole || "0"}.${fraction}`;
    }
    const [whole, fraction = ""] = digits.split(".");
    if (/[1-9]/.test(fraction.slice(2))) return null;
    return BigInt(whole + fraction.slice(0, 2).padEnd(2, "0"));
  };

  /* Cents as the language writes an amount; the same pattern as core.numbers.write_money. */
  const writeCents = (cents, lang = language()) => {
    const [whole, rest] = [String(cents / 100n), cents % 100n];
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, { en: ",", fr: "\u202f" }[lang] || ".");
    const text = rest ? `${grouped}${lang === "en" ? "." : ","}${String(rest).padStart(2, "0")}` : grouped;
    return lang === "en" ? `USD\u00a0${text}` : `${text}\u00a0USD`;
  };

  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  const showWords = (area) => {
    const box = document.querySelector(`[data-word-count-for="${area.id}"]`);
    if (!box) return;
    const [used, limit] = [countWords(area.value), Number(box.dataset.limit)];
    const values = { used, limit, over: used - limit };
    const level = used > limit ? "over" : used >= limit * 0.9 ? "near" : "";
    box.classList.toggle("word-count-over", level === "over");
    box.querySelector("progress").value = used;
    box.querySelector("[data-word-count-text]").textContent = fill(level === "over" ? box.dataset.textOver : box.dataset.text, values);
    if (level !== (box.dataset.level || "")) {
      const words = { over: box.dataset.textOver, near: box.dataset.textNear, "": "" }[level];
      box.querySelector("[data-word-count-status]").textContent = fill(words, values);
      box.dataset.level = level;
    }
  };

  const showTotal = (row) => {
    const output = row.querySelector("[data-row-total]");
    const read = (name, fallback) => {
      const input = row.querySelector(`[name$="${name}"]`);
      return input && input.value.trim() ? parseHundredths(input.value) : fallback;
    };
    const factors = [read("quantity", null), read("periods", 100n), read("unit_cost", null), read("share_percent", 10000n)];
    const known = factors.every((factor) => factor !== null);
    /* Four factors in hundredths, the share a percentage: 10⁸ × 100 / 100 cents make one cent; half rounds up. */
    const scale = 10n ** 8n;
    output.textContent = known ? writeCents((factors.reduce((one, other) => one * other, 1n) + scale / 2n) / scale) : "–";
    const frame = output.closest("[hidden]");
    if (frame) frame.hidden = false;
  };

  const dirty = new WeakSet();
  const isDirty = () => [...document.querySelectorAll("form[data-guard]")].some((form) => dirty.has(form));

  document.addEventListener("input", (event) => {
    const { target } = event;
    if (target.matches("textarea[data-word-limit]")) showWords(target);
    const row = target.closest("[data-budget-row]");
    if (row) showTotal(row);
    const form = target.closest("form[data-guard]");
    if (form) dirty.add(form);
  });

  window.addEventListener("beforeunload", (event) => {
    if (isDirty()) event.preventDefault();
  });

  /* A second click sends nothing: the buttons are switched off after the browser has read them. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    dirty.delete(form);
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((button) => button.setAttribute("aria-disabled", "true")));
  });

  const enable = (root) => root.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  });
  window.addEventListener("pageshow", () => enable(document));
  document.addEventListener("htmx:afterRequest", () => enable(document));

  const openMenus = () => document.querySelectorAll("details.menu-details[open]");
  document.addEventListener("click", (event) => {
    if (event.target.closest("button[data-print]")) window.print();
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    });
  });

  const begin = (root) => {
    root.querySelectorAll("textarea[data-word-limit]").forEach((area) => {
      const box = document.querySelector(`[data-word-count-for="${area.id}"]`);
      if (!box) return;
      const described = area.getAttribute("aria-describedby") || "";
      if (!described.includes(box.id)) area.setAttribute("aria-describedby", `${described} ${box.id}`.trim());
      showWords(area);
    });
    root.querySelectorAll("[data-budget-row]").forEach(showTotal);
    root.querySelectorAll("time[data-local]").forEach((time) => {
      const options = { dateStyle: "long", timeStyle: "short" };
      const lang = language() === "en" ? "en-GB" : document.documentElement.lang;
      time.textContent = new Intl.DateTimeFormat(lang, options).format(new Date(time.dateTime));
    });
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    root.querySelectorAll("[data-own-time]").forEach((line) => {
      if (line.dataset.zone === here || here === "UTC") return;
      const [time, lang] = [line.querySelector("time"), language() === "en" ? "en-GB" : document.documentElement.lang];
      const options = { dateStyle: "long", timeStyle: "short" };
      time.textContent = `${new Intl.DateTimeFormat(lang, options).format(new Date(time.dateTime))} (${here.replaceAll("_", " ")})`;
      line.hidden = false;
    });
    root.querySelectorAll("form[data-guard=unsaved]").forEach((form) => dirty.add(form));
    root.querySelectorAll("button[data-print]").forEach((button) => { button.hidden = false; });
    const wrong = root.querySelector("[data-focus]");
    if (wrong) wrong.focus();
  };
  document.addEventListener("DOMContentLoaded", () => begin(document));
  document.addEventListener("htmx:load", (event) => begin(event.detail.elt.parentNode || document));

  window.portal = { countWords, parseHundredths, writeCents, begin };
})();

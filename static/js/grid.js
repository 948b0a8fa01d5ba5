"use strict";
/* Grids of the plan editors: rows save themselves, keys move between them, rows are pasted from a spreadsheet.
   Without this file every row has its buttons. A row is a form[data-grid-row]; its fields may stand anywhere (form="…"). */
(() => {
  const WAIT = 1000; /* ms after the last key */
  const RETRY = [2, 5, 15, 30]; /* seconds */
  const root = document.documentElement;
  root.classList.add("with-grid");
  const timers = new WeakMap(), attempts = new WeakMap();

  const rowOf = (element) => element.form && element.form.matches("[data-grid-row]") ? element.form : null;
  const isNew = (form) => !form.elements.revision && !form.id.startsWith("marker-");
  const time = () => new Intl.DateTimeFormat(root.lang === "en" ? "en-GB" : root.lang, { hour: "2-digit", minute: "2-digit" }).format(new Date());
  const show = (name) => {
    const line = document.getElementById("grid-state");
    line.textContent = line.dataset[name].replace("{time}", time());
    return line.textContent;
  };
  const say = (text) => { document.getElementById("grid-live").textContent = text; };

  const save = (form) => {
    clearTimeout(timers.get(form));
    if (form.dataset.dirty !== "1") return;
    delete form.dataset.dirty;
    show("saving");
    htmx.trigger(form, "save");
  };

  document.addEventListener("input", (event) => {
    const form = rowOf(event.target);
    if (!form) return;
    form.dataset.dirty = "1";
    event.target.removeAttribute("aria-invalid");
    show("dirty");
    clearTimeout(timers.get(form));
    if (!isNew(form)) timers.set(form, setTimeout(() => save(form), WAIT));
  });

  document.addEventListener("focusout", (event) => {
    const form = rowOf(event.target), next = event.relatedTarget;
    if (form && (!next || next.form !== form)) save(form);
  });

  /* What the server answered has been put in place by htmx; what is left is marking fields and telling the time. */
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (!form.matches("[data-grid-row]")) return;
    const answered = event.detail.xhr && event.detail.xhr.status === 200;
    const problems = document.getElementById(`${form.id}-problems`);
    if (answered && problems) {
      attempts.delete(form);
      const wrong = new Set((problems.dataset.invalid || "").split(" "));
      [...form.elements].forEach((field) => {
        if (!field.name || field.type === "hidden") return;
        if (wrong.has(field.name)) {
          field.setAttribute("aria-invalid", "true");
          field.setAttribute("aria-describedby", problems.id);
        } else {
          field.removeAttribute("aria-invalid");
          field.removeAttribute("aria-describedby");
        }
      });
      const refusal = problems.textContent.trim(), words = show(refusal ? "refused" : "saved");
      say(refusal || words);
      return;
    }
    const turn = attempts.get(form) || 0;
    attempts.set(form, turn + 1);
    form.dataset.dirty = "1";
    say(show("retrying"));
    timers.set(form, setTimeout(() => save(form), 1000 * RETRY[Math.min(turn, RETRY.length - 1)]));
  });

  /* A number typed in another notation is shown as it was understood. */
  document.addEventListener("plan-saved", (event) => {
    const form = document.getElementById(event.detail.form), understood = [];
    if (!form || form.dataset.dirty) return;
    Object.entries(event.detail.numbers).forEach(([name, written]) => {
      const field = form.elements[name];
      if (!field || field.value === written) return;
      if (/[.,]/.test(field.value)) understood.push(written);
      field.value = written;
    });
    if (understood.length) {
      const line = document.getElementById("grid-state");
      line.textContent = line.dataset.understood.replace("{numbers}", understood.join("; "));
      say(line.textContent);
    }
  });

  /* The grid was drawn anew: the keyboard goes back to where it was, or into the empty row after one was added. */
  const before = { grid: "", name: "", added: false };
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt, field = document.activeElement;
    const grid = field && field.closest("[data-grid]");
    if (!form.matches("[data-grid-row]")) return;
    before.grid = grid ? grid.id : "";
    before.name = field && field.name || "";
    before.added = isNew(form);
  });
  document.addEventListener("plan-arranged", (event) => {
    const grid = document.getElementById(before.grid), row = document.getElementById(event.detail.row);
    const place = before.added && grid ? grid.querySelector(".grid-empty") : row;
    const named = place && !before.added && before.name && place.querySelector(`[name="${before.name}"]`);
    const field = named || (place || document.getElementById("editor")).querySelector("input:not([type=hidden]), textarea, select, a");
    if (field) field.focus();
  });

  const arrange = (button) => {
    const form = button.form;
    save(form);
    htmx.ajax("POST", button.getAttribute("formaction"), { source: form, target: "#editor", swap: "outerHTML" });
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-arrange]");
    if (!button) return;
    event.preventDefault();
    arrange(button);
  });

  const neighbour = (field, step) => {
    const cell = field.closest("td"), row = field.closest("tr");
    if (!cell || !row) return null;
    let next = row;
    do next = step > 0 ? next.nextElementSibling : next.previousElementSibling; while (next && next.matches(".grid-problems"));
    return next && next.cells[cell.cellIndex] && next.cells[cell.cellIndex].querySelector("input, select");
  };
  const go = (field, step) => {
    const next = neighbour(field, step);
    if (!next) return false;
    next.focus();
    if (next.select) next.select();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target, form = rowOf(field);
    if (!form || event.ctrlKey || event.metaKey || !field.closest("[data-grid]")) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const name = event.altKey && (step ? (step < 0 ? "up" : "down") : { d: "duplicate", D: "duplicate", Delete: "remove" }[event.key]);
    if (name) {
      const button = field.closest("tr").querySelector(`[data-arrange="${name}"]`);
      if (button) { event.preventDefault(); arrange(button); }
    } else if (event.key === "Enter" && field.tagName === "INPUT") {
      event.preventDefault();
      if (isNew(form)) save(form);
      else if (!go(field, 1)) save(form);
    } else if (step && !event.altKey && field.tagName === "INPUT" && go(field, step)) event.preventDefault();
  });

  /* Lists of activities are long: a row shows the one chosen and takes the others from one shared list when it is used. */
  const fill = (select) => {
    const shared = document.getElementById(select.dataset.options);
    if (!shared || select.dataset.filled) return;
    const value = select.value;
    select.replaceChildren(new Option("–", ""), ...[...shared.options].map((option) => new Option(option.text, option.value)));
    select.value = value;
    select.dataset.filled = "1";
  };
  ["focusin", "pointerdown"].forEach((name) => document.addEventListener(name, (event) => {
    if (event.target.matches("select[data-options]")) fill(event.target);
  }));

  /* Several cells from a spreadsheet go to the page that shows what they would change. */
  document.addEventListener("paste", (event) => {
    const field = event.target, grid = field.closest && field.closest("[data-grid]");
    const text = event.clipboardData && event.clipboardData.getData("text/plain");
    const form = grid && document.getElementById("paste-form");
    if (!form || !text || !/[\t]|\n./.test(text.trim())) return;
    event.preventDefault();
    form.action = grid.dataset.paste;
    form.elements.text.value = text;
    form.elements.start.value = field.closest("tr").querySelector("th").textContent.trim();
    form.elements.column.value = field.name;
    form.submit();
  });

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-grid-row][data-dirty]")) event.preventDefault();
  });
})();

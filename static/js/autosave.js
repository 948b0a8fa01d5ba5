"use strict";
/* Texts that save themselves, to the address of their form's button. Without this file the button saves.
   A form[data-autosave] saves as a whole; with data-autosave="each" every field saves by itself, and the answer may exchange
   other parts of the page (a question that is asked only now).
   What was not confirmed stays in the open page and is sent again; nothing is stored in the browser. */
(() => {
  const WAIT = 1000; /* ms after the last key */
  const RETRY = [2, 5, 15, 30]; /* seconds */
  const POLL = 20_000; /* ms between two signs of life */
  const root = document.documentElement;
  const units = new Map(); /* form, or form and name of the field → what is known about its text */
  const HEADERS = { "X-Autosave": "1" };
  const time = (at = new Date()) => new Intl.DateTimeFormat(root.lang === "en" ? "en-GB" : root.lang, { hour: "2-digit", minute: "2-digit" }).format(at);

  const nameOf = (field) => field.name.replace(/-clear$/, ""); /* a file and the box that takes it out are one field */
  const controls = (unit) => [...unit.form.elements].filter((one) => one.name && one.type !== "hidden" && one.tagName !== "BUTTON" && (!unit.name || nameOf(one) === unit.name));
  const valueOf = (unit) => controls(unit).map((one) => (one.type === "checkbox" || one.type === "radio" ? `${one.value}:${one.checked}` : one.value)).join("\n");

  const unitOf = (field) => {
    const form = field.form;
    if (!form || !form.matches("[data-autosave]") || !field.name) return null;
    const name = form.dataset.autosave === "each" ? nameOf(field) : "";
    const key = `${form.id} ${name}`;
    if (!units.has(key)) {
      const unit = { form, name, turn: 0, dirty: false, blocked: false, sending: false, timer: 0 };
      const line = document.createElement("p");
      line.className = "save-state";
      units.set(key, Object.assign(unit, { line, words: form.querySelector("[data-save-words]").dataset }));
    }
    const unit = units.get(key);
    if (!unit.line.isConnected || (!name && document.activeElement === field)) place(unit, field);
    return unit;
  };

  const place = (unit, field) => {
    const group = field.closest("fieldset, .mb-3") || field;
    group.insertAdjacentElement(group === field ? "afterend" : "beforeend", unit.line);
    unit.at = field; /* where the person writes */
  };

  /* Parts of the page put in place of others; a part in which something is not saved yet stays. */
  const exchange = (frames) => Object.entries(frames || {}).forEach(([id, html]) => {
    const frame = document.getElementById(id), focused = frame && frame.contains(document.activeElement) ? document.activeElement.id : "";
    if (!frame || [...units.values()].some((unit) => unit.dirty && frame.contains(unit.line))) return;
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    frame.replaceChildren(...(fresh.content.firstElementChild ? fresh.content.firstElementChild.childNodes : []));
    units.forEach((unit, key) => {
      if (unit.line.isConnected) return;
      const [field] = controls(unit);
      if (field) place(unit, field);
      else units.delete(key);
    });
    if (window.portal) window.portal.begin(frame);
    const again = focused && document.getElementById(focused);
    if (again) again.focus();
  });

  /* One line beside the field; said aloud where something was done, not at every key. */
  const show = (unit, state, more = "") => {
    const text = `${unit.words[state].replace("{time}", time())} ${more}`.trim();
    unit.line.dataset.state = state;
    unit.line.textContent = text;
    if (state !== "dirty" && state !== "saving") unit.form.querySelector("[data-save-live]").textContent = text;
  };

  const setHidden = (unit, values) => Object.entries(values || {}).forEach(([name, value]) => {
    if (unit.form.elements[name]) unit.form.elements[name].value = value;
  });

  /* A text put in place of the one in the field; the cursor stays at its words. */
  const put = (area, text) => {
    const [old, at, end] = [area.value, area.selectionStart, area.selectionEnd];
    let tail = 0;
    while (tail < old.length - end && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
    const moved = tail === old.length - end ? text.length - tail - end : 0;
    area.value = text;
    if (document.activeElement === area) area.setSelectionRange(at + moved, end + moved);
    if (window.portal) area.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "put" }));
  };

  const later = (unit, milliseconds) => {
    clearTimeout(unit.timer);
    unit.timer = setTimeout(() => save(unit), milliseconds);
  };
  const retry = (unit, state, until = "") => {
    show(unit, state);
    if (Date.parse(until) > Date.now()) { /* when a closed portal is expected back, on the reader's clock */
      unit.line.textContent = `${unit.line.textContent} ${unit.words.closedUntil.replace("{time}", time(new Date(until)))}`;
    }
    later(unit, 1000 * RETRY[Math.min(unit.turn, RETRY.length - 1)]);
    unit.turn += 1;
  };

  const tooLarge = (unit) => controls(unit).find((one) => one.dataset.most && one.value.length > Number(one.dataset.most));

  const save = async (unit, { keepalive = false } = {}) => {
    clearTimeout(unit.timer);
    if (!unit.dirty || unit.blocked || unit.sending) return;
    const large = tooLarge(unit);
    if (large) {
      const values = { used: large.value.length, most: large.dataset.most };
      show(unit, "large");
      unit.line.textContent = unit.line.textContent.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
      return;
    }
    const sent = valueOf(unit), data = new FormData(unit.form);
    if (unit.name) { /* not the files and texts of the other fields */
      const others = [...unit.form.elements].filter((one) => one.name && one.type !== "hidden" && nameOf(one) !== unit.name);
      others.forEach((one) => data.delete(one.name));
    }
    data.set("field", unit.name);
    unit.sending = true;
    if (!unit.turn) show(unit, "saving");
    try {
      const answer = await fetch(unit.form.action || location.href, { method: "POST", body: data, headers: HEADERS, keepalive });
      unit.sending = false;
      if (answer.status === 401 || answer.status === 403) await signIn(unit);
      else if (answer.status === 404 || answer.status === 409) { unit.blocked = true; show(unit, "gone"); }
      else if (answer.ok) take(unit, await answer.json(), sent);
      else if (answer.status === 503 && answer.headers.has("X-Maintenance")) retry(unit, "closed", answer.headers.get("X-Maintenance"));
      else retry(unit, "retrying");
    } catch {
      unit.sending = false;
      retry(unit, "retrying");
    }
  };

  /* What the server did with the text. Whoever typed on meanwhile keeps what they see; the next save joins it. */
  const take = (unit, answer, sent) => {
    const typedOn = valueOf(unit) !== sent, area = controls(unit)[0];
    unit.turn = 0;
    if (answer.left) document.dispatchEvent(new CustomEvent("portal-active", { detail: answer.left }));
    if (answer.state === "refused") { /* of a form with many rows those that were right are saved */
      setHidden(unit, answer.hidden);
      exchange(answer.frames);
      show(unit, "refused", answer.sentences.join(" "));
      if (typedOn) later(unit, WAIT);
      proceed(unit.form, { refused: true });
      return;
    }
    if (answer.state === "aside") {
      unit.blocked = true;
      Object.assign(unit, { theirs: answer.value, hidden: answer.hidden });
      choose(unit, answer.panel);
      return;
    }
    const differs = answer.value !== undefined && area.value !== undefined && answer.value !== area.value;
    if (typedOn) {
      setHidden(unit, answer.state === "joined" ? answer.hidden_meanwhile : answer.hidden);
      show(unit, "dirty");
      later(unit, WAIT);
      return;
    }
    unit.dirty = false;
    setHidden(unit, answer.hidden);
    exchange(answer.frames);
    if (differs && answer.value !== undefined) put(area, answer.value);
    show(unit, answer.state === "joined" && differs ? "joined" : differs ? "cleaned" : answer.raising ? "raised" : "saved");
    proceed(unit.form);
  };

  /* Two texts contradict each other: both are shown, nothing is sent until the person chose. */
  const choose = (unit, panel) => {
    const place = document.querySelector("[data-both-texts]") || document.createElement("div");
    if (!place.isConnected) unit.line.insertAdjacentElement("afterend", place);
    place.innerHTML = panel;
    show(unit, "aside");
    place.querySelectorAll("[data-choice]").forEach((button) => button.addEventListener("click", (event) => {
      event.preventDefault();
      const area = controls(unit)[0];
      if (unit.theirs === undefined && button.dataset.choice === "theirs") {
        unit.dirty = false;
        location.reload();
        return;
      }
      setHidden(unit, unit.hidden);
      unit.blocked = false;
      if (button.dataset.choice === "theirs") put(area, unit.theirs);
      if (button.dataset.choice === "both") put(area, `${unit.theirs}\n\n${area.value}`);
      place.replaceChildren();
      unit.at.focus();
      unit.dirty = true;
      save(unit);
    }));
  };

  /* The session ended, or somebody signed in anew in another tab: a new token, then the text is sent. */
  const signIn = async (unit) => {
    let answer;
    try { answer = await fetch(unit.words.sessionUrl, { headers: HEADERS }); } catch { retry(unit, "retrying"); return; }
    if (answer.ok) {
      const { token, person } = await answer.json();
      if (String(person) !== unit.words.person) { retry(unit, "somebodyElse"); return; }
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
      if (unit.turn > 10) { retry(unit, "retrying"); return; }
      unit.turn += 1;
      later(unit, 0);
      return;
    }
    const first = unit.line.dataset.state !== "signedOut";
    if (first) show(unit, "signedOut");
    if (!unit.line.querySelector("a")) {
      const link = Object.assign(document.createElement("a"), { href: unit.words.signInUrl, target: "_blank", textContent: unit.words.signIn });
      unit.line.append(" ", link);
    }
    later(unit, 1000 * RETRY[Math.min(unit.turn, 1)]);
    unit.turn += 1;
  };

  document.addEventListener("input", (event) => {
    const unit = event.detail !== "put" && unitOf(event.target);
    if (!unit) return;
    unit.dirty = true;
    if (unit.blocked) return;
    if (!unit.turn) show(unit, "dirty");
    later(unit, WAIT);
  });
  document.addEventListener("focusout", (event) => {
    const unit = unitOf(event.target);
    if (unit && !unit.turn) save(unit);
  });
  const now = () => units.forEach((unit) => save(unit));
  window.addEventListener("online", now);
  window.addEventListener("focus", now);
  document.addEventListener("visibilitychange", () => {
    const isSmall = (unit) => valueOf(unit).length < 15_000 && controls(unit).every((one) => one.type !== "file");
    units.forEach((unit) => save(unit, { keepalive: document.hidden && isSmall(unit) }));
  });

  /* The button sends everything itself. While the line is known to be down, or a save is on its way that would make the
     button's revision an old one, it waits on the page instead, and goes on when everything is confirmed. Heard before
     portal.js, which sends a form once only. */
  const buttons = new WeakMap();
  const unitsOf = (form) => [...units.values()].filter((unit) => unit.form === form);
  const proceed = (form, { refused = false } = {}) => {
    if (!buttons.has(form) || (!refused && unitsOf(form).some((unit) => unit.dirty))) return;
    const button = buttons.get(form);
    buttons.delete(form);
    unitsOf(form).forEach((unit) => { unit.turn = 0; });
    form.requestSubmit(button);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target, waiting = unitsOf(form).filter((unit) => unit.dirty && (unit.turn || unit.sending || !navigator.onLine));
    if (!waiting.length) return;
    event.preventDefault();
    buttons.set(form, event.submitter);
    waiting.forEach((unit) => save(unit));
  }, true);
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    unitsOf(event.target).forEach((unit) => { clearTimeout(unit.timer); Object.assign(unit, { dirty: false, blocked: true }); });
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...units.values()].some((unit) => unit.dirty)) event.preventDefault();
  });

  /* Who else is here; and a text that a colleague saved is fetched by saving one's own. */
  const present = async () => {
    const form = document.querySelector("form[data-presence]");
    if (!form || document.hidden) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(form.dataset.presence, { method: "POST", body: data, headers: HEADERS });
      if (!answer.ok) return;
      const { writers, texts } = await answer.json(), line = form.querySelector("[data-writers]");
      if (line.textContent.trim() !== writers) line.textContent = writers;
      Object.entries(texts).forEach(([name, hidden]) => {
        const field = form.elements[name];
        if (!field || Object.entries(hidden).every(([key, value]) => form.elements[key].value === String(value))) return;
        const unit = unitOf(field);
        if (unit.dirty || unit.blocked) return;
        unit.dirty = true;
        save(unit);
      });
    } catch { /* the next time tells */ }
  };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-unsaved]").forEach((form) => { /* typed before the session ended */
      [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.tagName !== "BUTTON").forEach((one) => {
        const unit = unitOf(one);
        unit.dirty = true;
        show(unit, "dirty");
      });
    });
    present();
    setInterval(present, POLL);
  });
})();

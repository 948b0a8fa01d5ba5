"use strict";
/* Shows what a term means while one points at it or has the focus on it. Without this, a term is a link to the glossary.
   The meaning can be pointed at, stays until one leaves, and goes with Escape (WCAG 1.4.13). */
(() => {
  const GRACE = 250; // milliseconds to get from the term to its meaning
  const MARGIN = 8;
  let shown = null;
  let leaving = 0;

  const noteOf = (term) => document.getElementById(term.getAttribute("aria-describedby"));

  const hide = () => {
    clearTimeout(leaving);
    if (shown?.note.matches(":popover-open")) shown.note.hidePopover();
    shown = null;
  };

  /* Below the line on which the term ends, or above where there is no room; never beyond the edges. */
  const place = () => {
    const lines = shown.term.getClientRects();
    if (!lines.length) return hide(); // htmx exchanged its part of the page, or something closed above it
    const line = lines[lines.length - 1];
    const box = shown.note.getBoundingClientRect();
    const left = Math.min(line.left, document.documentElement.clientWidth - box.width - MARGIN);
    const below = line.bottom + box.height + MARGIN <= window.innerHeight;
    shown.note.style.left = `${Math.max(MARGIN, left)}px`;
    shown.note.style.top = `${below ? line.bottom : Math.max(0, lines[0].top - box.height)}px`;
  };

  const show = (term) => {
    clearTimeout(leaving);
    if (shown?.term === term) return;
    hide();
    const note = noteOf(term);
    if (!note?.showPopover) return;
    shown = { term, note };
    note.showPopover();
    place();
  };

  const isWithin = (target) => shown && target instanceof Node && (shown.term.contains(target) || shown.note.contains(target));

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return; // a finger follows the link
    const term = event.target.closest?.("a.term");
    if (term) show(term);
    else if (isWithin(event.target)) clearTimeout(leaving);
    else if (shown && shown.term !== document.activeElement) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, GRACE);
    }
  });
  document.addEventListener("focusin", (event) => {
    const term = event.target.closest?.("a.term");
    if (term?.matches(":focus-visible")) show(term);
    else if (!isWithin(event.target)) hide();
  });
  document.addEventListener("focusout", () => hide());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) {
      hide();
      event.stopPropagation();
    }
  }, true);
  window.addEventListener("scroll", () => shown && place(), { passive: true, capture: true });
  window.addEventListener("resize", () => shown && place());
})();

"use strict";
/* The catalogue's facets: a box to find a value in a long one, and what was open stays open when htmx exchanges them. */
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const place = () => document.getElementById("catalogue");
  const wide = window.matchMedia("(min-width: 62rem)");
  let kept = null;

  const find = (box) => {
    const facet = document.getElementById(box.dataset.facetSearch);
    const wanted = fold(box.value);
    facet.querySelectorAll("li").forEach((item) => { item.hidden = !fold(item.textContent).includes(wanted); });
    const rest = facet.querySelector(".facet-rest");
    if (wanted && !rest.open) { rest.open = true; rest.dataset.opened = "1"; }
    if (!wanted && rest.dataset.opened) { rest.open = false; delete rest.dataset.opened; }
  };

  const begin = () => {
    document.querySelectorAll("[data-facet-search]").forEach((box) => { box.hidden = false; });
    /* Browsers that cannot show closed details on wide screens by style alone. */
    const filters = document.getElementById("filters");
    if (filters && wide.matches && !CSS.supports("selector(::details-content)")) filters.open = true;
  };

  const remember = () => {
    kept = { open: {}, found: {} };
    place().querySelectorAll("details[id]").forEach((one) => { kept.open[one.id] = one.open; });
    place().querySelectorAll("[data-facet-search]").forEach((box) => { kept.found[box.dataset.facetSearch] = box.value; });
  };

  const restore = () => {
    if (!kept) return;
    place().querySelectorAll("details[id]").forEach((one) => { if (one.id in kept.open) one.open = kept.open[one.id]; });
    place().querySelectorAll("[data-facet-search]").forEach((box) => {
      box.value = kept.found[box.dataset.facetSearch] || "";
      if (box.value) find(box);
    });
    kept = null;
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-facet-search]")) find(event.target);
  });
  /* Looking for a value chooses nothing: neither its change nor its Enter may reach the form. */
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-facet-search]")) event.stopPropagation();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-facet-search]")) event.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.target.id === "catalogue") remember(); });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "catalogue") return;
    restore();
    begin();
  });
  document.addEventListener("DOMContentLoaded", begin);
  if (document.readyState !== "loading") begin();
})();

"use strict";
/* Marks by number keys while a group of marks has the focus, and how many criteria have one. Without this file the arrows
   and the space bar choose, as in every group, and the count is that of the last page. */
(() => {
  const form = document.querySelector("form[data-marks]");
  if (!form) return;
  const line = document.querySelector("[data-marks-progress]");
  const radios = () => [...form.querySelectorAll(".marks input[type=radio]")];

  const count = () => {
    const names = new Set(radios().map((one) => one.name));
    const done = new Set(radios().filter((one) => one.checked).map((one) => one.name));
    const text = line.dataset.marksProgress.replace("{done}", done.size).replace("{all}", names.size);
    if (line.textContent.trim() !== text) line.textContent = text;
  };

  form.addEventListener("keydown", (event) => {
    if (event.target.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
    const wanted = radios().find((one) => one.name === event.target.name && one.value === event.key);
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
    if (!wanted.checked) wanted.click();
  });
  form.addEventListener("change", count);
})();

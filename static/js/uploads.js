"use strict";
/* Files sent one by one, each with its progress and its verdict. Without this file the form sends all of them at once. */
(() => {
  const line = (list, name) => {
    const item = list.appendChild(document.createElement("li"));
    item.className = "upload";
    const text = item.appendChild(document.createElement("span"));
    text.textContent = name;
    const bar = item.appendChild(document.createElement("progress"));
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    const state = item.appendChild(document.createElement("span"));
    return { item, text, bar, state };
  };

  const refuse = (shown, name, sentence) => {
    shown.bar.remove();
    shown.text.textContent = `“${name}”`;
    shown.state.textContent = sentence;
    shown.item.classList.add("upload-refused");
  };

  /* What the server says of one file; resolves whatever happens. */
  const send = (form, file, shown, words) => new Promise((done) => {
    const data = new FormData(form);
    data.delete("files");
    data.append("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.setRequestHeader("HX-Request", "true");
    shown.state.textContent = words.sending;
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) shown.bar.value = event.loaded / event.total;
    });
    request.upload.addEventListener("load", () => { shown.bar.removeAttribute("value"); shown.state.textContent = words.checking; });
    request.addEventListener("loadend", () => {
      const answered = request.status === 200 && request.responseText.includes("class=\"upload\"");
      if (answered) shown.item.outerHTML = request.responseText;
      else refuse(shown, file.name, words.lost);
      done();
    });
    request.send(data);
  });

  document.addEventListener("submit", async (event) => {
    const place = event.target.closest("[data-uploads]"), form = event.target;
    const files = place ? [...form.elements.files.files] : [];
    if (!files.length) return;
    event.preventDefault();
    const words = place.dataset, list = place.querySelector(".uploads"), button = form.querySelector("button[type=submit]");
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    button.setAttribute("aria-disabled", "true");
    const waiting = files.map((file) => [file, line(list, file.name)]);
    for (const [file, shown] of waiting) {
      if (file.size > Number(words.most)) refuse(shown, file.name, words.tooLarge);
      else await send(form, file, shown, words);
    }
    form.elements.files.value = "";
    delete form.dataset.sent;
    button.removeAttribute("aria-disabled");
    htmx.trigger(words.list, "refresh");
  }, true);
})();

"use strict";
/* Says five minutes before the session ends that it will. The server knows best: other tabs may have been used meanwhile.
   Pages that save by themselves tell how long it lasts now (portal-active). */
(() => {
  const WARNING = 5 * 60; /* seconds */
  const dialog = document.getElementById("session-dialog");
  const text = dialog.querySelector("[data-session-text]");
  const [stay, again] = [dialog.querySelector("[data-session-stay]"), dialog.querySelector("[data-session-again]")];
  let ends = 0, timer = 0, said = -1;

  const left = () => Math.round((ends - Date.now()) / 1000);
  const plan = (seconds) => {
    ends = Date.now() + seconds * 1000;
    clearTimeout(timer);
    timer = setTimeout(ask, Math.max(1, seconds - WARNING) * 1000);
  };

  const ask = async () => {
    try {
      const answer = await fetch(dialog.dataset.leftUrl, { headers: { "X-Autosave": "1" } });
      if (answer.status === 401) ends = 0;
      else if (answer.ok) ends = Date.now() + (await answer.json()).left * 1000;
    } catch { /* no connection: what is known here is the best there is */ }
    if (left() > WARNING) plan(left());
    else warn();
  };

  const warn = () => {
    clearTimeout(timer);
    const minutes = Math.ceil(left() / 60), ended = left() <= 0;
    if (ended) {
      dialog.querySelector("h2").textContent = dialog.dataset.ended;
      text.textContent = dialog.dataset.endedText;
    } else if (minutes !== said) text.textContent = dialog.dataset.minutes.replace("{minutes}", minutes);
    said = minutes;
    [stay.hidden, again.hidden] = [ended, !ended];
    if (!dialog.open) dialog.showModal();
    if (!ended) timer = setTimeout(left() % 60 > 20 ? warn : ask, 10_000);
  };

  const renewed = (seconds) => {
    said = -1;
    if (dialog.open) dialog.close();
    plan(seconds);
  };

  stay.addEventListener("click", async () => {
    const token = dialog.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(dialog.dataset.renewUrl, { method: "POST", headers: { "X-CSRFToken": token, "X-Autosave": "1" } });
      if (answer.ok) renewed((await answer.json()).left);
      else ask();
    } catch { ask(); }
  });

  document.addEventListener("portal-active", (event) => renewed(event.detail));
  document.addEventListener("visibilitychange", () => { if (!document.hidden && left() <= WARNING) ask(); });
  plan(Number(dialog.dataset.left));
})();

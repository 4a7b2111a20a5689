// What pages do beyond HTML. Everything here is a convenience: the pages work without it.
"use strict";

(() => {
  // Times: local, with UTC on hover. Without this script they are in UTC.
  const pad = (number) => String(number).padStart(2, "0");
  const local = (date) =>
    `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ` +
    `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;

  function localTimes(root) {
    for (const element of root.querySelectorAll("time[datetime]:not([data-local])")) {
      const date = new Date(element.dateTime);
      if (!Number.isNaN(date.getTime())) {
        element.textContent = local(date);
        element.dataset.local = "";
      }
    }
  }

  // Requests of htmx bring the session's token, as forms do.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("meta[name=csrf]");
    if (token && event.detail.verb !== "get") {
      event.detail.headers["X-CSRF-Token"] = token.content;
    }
  });

  // Live lists: not while paused, nor while somebody is choosing from them.
  const pause = document.querySelector("[data-pause]");
  if (pause) {
    pause.hidden = false;
    pause.addEventListener("click", () => {
      const isPaused = pause.getAttribute("aria-pressed") !== "true";
      pause.setAttribute("aria-pressed", String(isPaused));
      pause.textContent = isPaused ? "Paused" : "Live";
    });
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    const trigger = event.detail.requestConfig?.triggeringEvent;
    if (!trigger?.type.startsWith("sse:")) {
      return;
    }
    const isChoosing = event.target.querySelector("input:checked") !== null;
    if (isChoosing || pause?.getAttribute("aria-pressed") === "true") {
      event.preventDefault();
    }
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.triggeringEvent?.type.startsWith("sse:")) {
      event.detail.headers["X-By-Itself"] = "1";
    }
  });
  document.addEventListener("htmx:afterSwap", () => localTimes(document));

  // A question before something that cannot be taken back.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
    if (question && !window.confirm(question)) {
      event.preventDefault();
    }
  });

  localTimes(document);
})();

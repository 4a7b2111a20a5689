// What pages do beyond HTML. Everything here is a convenience: the pages work without it.
"use strict";

(() => {
  // The gateway writes times in the browser's zone, once it knows it.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `as2-zone=${zone}; Path=/; SameSite=Strict; Max-Age=31536000${secure}`;

  // Requests of htmx bring the session's token, as forms do.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("meta[name=csrf]");
    if (token && event.detail.verb !== "get") {
      event.detail.headers["X-CSRF-Token"] = token.content;
    }
  });

  // Live pages: an update waits while somebody selects, presses a button or has paused, and comes after that.
  const pause = document.querySelector("[data-pause]");
  const isPaused = () => pause?.getAttribute("aria-pressed") === "true";
  const isSelecting = () => document.querySelector("#list tbody input:checked") !== null;
  const isLive = (event) => event.detail.requestConfig?.triggeringEvent?.type.startsWith("sse:") ?? false;
  let isPressed = false;
  let isConnected = true;
  let missed = null;
  const mustWait = () => isPressed || isPaused() || isSelecting();
  function showLive() {
    if (pause) {
      const news = missed ? ": new activity" : "";
      pause.textContent = isPaused() ? `Paused${news}` : !isConnected ? "Reconnecting…" : isSelecting() ? `Paused while you select${news}` : "Live";
      pause.classList.toggle("waits", !isConnected || isSelecting());
    }
  }
  function catchUp() {
    if (missed && !mustWait()) {
      const target = missed;
      missed = null;
      if (target.isConnected) {
        htmx.trigger(target, "sse:messages");
      }
    }
    showLive();
  }
  if (pause) {
    pause.hidden = false;
    pause.addEventListener("click", () => {
      pause.setAttribute("aria-pressed", String(!isPaused()));
      catchUp();
    });
  }
  document.addEventListener("change", catchUp);
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isLive(event) && mustWait()) {
      event.preventDefault();
      missed = event.target;
      showLive();
    }
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.triggeringEvent?.type.startsWith("sse:")) {
      event.detail.headers["X-By-Itself"] = "1";
    }
  });
  document.addEventListener("pointerdown", () => (isPressed = true), true);
  for (const type of ["pointerup", "pointercancel"]) {
    document.addEventListener(type, () => {
      isPressed = false;
      setTimeout(catchUp); // after the click
    }, true);
  }
  let opened = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isLive(event) && mustWait()) { // begun after the update was asked for
      event.detail.shouldSwap = false;
      missed = event.detail.target;
      showLive();
    }
    opened = [...document.querySelectorAll("details[id][open]")].map((details) => details.id);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of opened) {
      document.getElementById(id)?.setAttribute("open", "");
    }
  });

  // The stream of news broke: say so, and look once it is back, for what came meanwhile is not told again.
  document.addEventListener("htmx:sseError", () => {
    isConnected = false;
    showLive();
  });
  document.addEventListener("htmx:sseOpen", () => {
    if (!isConnected) {
      isConnected = true;
      missed = missed ?? document.querySelector("[hx-trigger='sse:messages']");
      catchUp();
    }
  });

  // A question before something that cannot be taken back.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
    if (question && !window.confirm(question)) {
      event.preventDefault();
    }
  });

  // Charts of the numbers in a table; drag to zoom, double click to go back.
  function charts() {
    const frame = document.querySelector("[data-charts]");
    if (!frame || typeof uPlot === "undefined") {
      return;
    }
    frame.hidden = false;
    const rows = [...document.getElementById(frame.dataset.charts).tBodies[0].rows];
    const column = (name) => rows.map((row) => Number(row.dataset[name]));
    const at = column("at");
    const half = at.length > 1 ? (at[1] - at[0]) / 2 : 1800;
    const size = (bytes) => {
      const units = ["B", "KiB", "MiB", "GiB", "TiB"];
      let unit = 0;
      let value = bytes;
      for (; value >= 1024 && unit < units.length - 1; unit++) {
        value /= 1024;
      }
      return `${Math.round(value * 10) / 10} ${units[unit]}`;
    };
    const steps = [0, 1, 2, 3, 4].flatMap((unit) => [1, 2, 5, 10, 20, 50, 100, 200, 500].map((step) => step * 1024 ** unit));
    const plots = [];
    const probe = frame.appendChild(document.createElement("i"));
    const color = (name) => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    const pale = (rgb) => rgb.replace("rgb(", "rgba(").replace(")", ", 0.2)");
    function draw() {
      plots.splice(0).forEach((plot) => plot.destroy());
      for (const target of frame.querySelectorAll("[data-chart]")) {
        const isVolume = target.dataset.chart === "volume";
        const show = isVolume ? size : String;
        const count = isVolume ? 2 : 3;
        const width = (2 * half * 0.8) / count;
        const bars = (index) => uPlot.paths.bars({
          disp: { x0: { unit: 1, values: () => at.map((time) => time + (index - count / 2) * width) }, size: { unit: 1, values: () => [width] } },
        });
        const line = (label, name, index) => ({
          label, stroke: color(name), fill: pale(color(name)), width: 1.5,
          paths: bars(index), points: { show: false }, value: (_, value) => (value == null ? "–" : show(value)),
        });
        const axis = { stroke: color("--soft"), grid: { stroke: color("--line"), width: 1 }, ticks: { stroke: color("--line"), width: 1 } };
        plots.push(new uPlot({
          width: target.clientWidth, height: 220,
          cursor: { drag: { x: true, y: false } },
          scales: { x: { range: (_, low, high) => [low - half, high + half] }, y: { range: (_, low, high) => [0, Math.max(high * 1.1, isVolume ? 1024 : 4)] } },
          axes: [axis, { ...axis, size: isVolume ? 74 : 50, ...(isVolume ? { incrs: steps } : {}), values: (_, splits) => splits.map((value) => (isVolume || Number.isInteger(value) ? show(value) : "")) }],
          series: [{ label: "From" }, line("Sent", "--series-1", 0), line("Received", "--series-2", 1), ...(isVolume ? [] : [line("Failed or refused", "--bad", 2)])],
        }, [at, column(isVolume ? "outBytes" : "out"), column(isVolume ? "inBytes" : "in"), ...(isVolume ? [] : [column("failed")])], target));
      }
    }
    draw();
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    document.addEventListener("themed", draw);
    let width = frame.clientWidth;
    new ResizeObserver(() => {
      if (frame.clientWidth !== width) {
        width = frame.clientWidth;
        plots.forEach((plot) => plot.setSize({ width: plot.root.parentElement.clientWidth, height: 220 }));
      }
    }).observe(frame);
  }

  // Files dropped on a form are as good as chosen ones.
  for (const drop of document.querySelectorAll("[data-drop]")) {
    for (const type of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(type, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", type === "dragover");
        if (type === "drop" && event.dataTransfer.files.length) {
          const form = drop.closest("form");
          form.elements.file.files = event.dataTransfer.files;
          form.dispatchEvent(new Event("change"));
        }
      });
    }
  }

  // Sending: each file goes to the API as it is, or all together as a form; the page tells how far it has come.
  const send = document.querySelector("form[data-send]");
  if (send) {
    const words = send.querySelector("[data-progress]");
    const bar = send.querySelector("progress");
    const button = send.querySelector("button.main");
    const say = (text, link, label) => {
      words.textContent = text;
      if (link) {
        const anchor = Object.assign(document.createElement("a"), { href: link, textContent: label, target: "_blank" });
        words.append(" ", anchor);
      }
    };
    // One attempt at a message: what the API answered, or nothing if nobody knows.
    const post = (query, key, body, type, tell) => new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", `/api/v1/messages?${query}`);
      request.setRequestHeader("X-CSRF-Token", send.elements.csrf.value);
      request.setRequestHeader("Idempotency-Key", key);
      if (type) {
        request.setRequestHeader("Content-Type", type);
      }
      request.responseType = "json";
      request.upload.addEventListener("progress", (progress) => tell(progress.total ? progress.loaded / progress.total : 1));
      request.addEventListener("load", () => resolve(request));
      request.addEventListener("error", () => resolve(null));
      request.send(body);
    });
    // Signed in again, in another tab: the form gets that session's token.
    async function renew() {
      const answer = await fetch("/send", { redirect: "manual" }).catch(() => null);
      const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
      const token = page?.querySelector("form[data-send] [name=csrf]")?.value;
      if (token) {
        send.elements.csrf.value = token;
      }
    }
    let hasEnded = false;
    async function submit() {
      if (hasEnded) {
        await renew();
      }
      const files = [...send.elements.file.files];
      const isTogether = send.elements.together.checked && files.length > 1;
      const query = new URLSearchParams({ partnership: send.elements.partnership.value });
      if (send.elements.subject.value) {
        query.set("subject", send.elements.subject.value);
      }
      if (send.elements.correction?.checked) {
        query.set("correction", "true");
      }
      let form = null;
      if (isTogether) {
        query.set("together", "true");
        form = new FormData();
        files.forEach((file) => form.append("file", file));
      }
      const parts = isTogether ? [form] : files;
      let last = null;
      for (const [index, part] of parts.entries()) {
        if (!isTogether) {
          query.set("filename", part.name);
        }
        const count = parts.length > 1 ? `${index + 1} of ${parts.length}: ` : "";
        last = await post(query, `${send.elements.key.value}-${index}`, part, isTogether ? null : part.type || "application/octet-stream", (done) => {
          bar.value = done;
          words.textContent = `${count}${Math.floor(done * 100)} %`;
        });
        if (last?.status !== 202) {
          return failed(last, index);
        }
      }
      window.location.assign(parts.length > 1 ? "/messages" : `/messages/${last.response.id}`);
    }
    function failed(request, queued) {
      const before = queued > 0 ? `${queued} sent. ` : "";
      hasEnded = request?.status === 401;
      if (!request) {
        say(`${before}No response from the gateway: it is not known whether the file was queued. Sending again is safe: the same file is not queued twice.`, "/messages", "Check Messages");
      } else if (hasEnded) {
        say(`${before}Your session has ended. Sign in again, then press Send: your file is kept.`, "/login", "Sign in");
      } else {
        say(before + (request.response?.detail ?? `Status ${request.status}`));
      }
      button.disabled = false;
    }
    send.addEventListener("change", () => {
      send.elements.key.value = [...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(16)).join("-");
    });
    send.addEventListener("submit", (event) => {
      event.preventDefault();
      bar.hidden = false;
      button.disabled = true;
      submit();
    });
  }

  // The color scheme: that of the system, light or dark; the server writes it into the next page.
  const theme = document.querySelector("[data-theme-switch]");
  if (theme) {
    const themes = ["", "light", "dark"];
    const label = () => {
      const name = document.documentElement.dataset.theme ?? "";
      theme.textContent = `Theme: ${name || "system"}`;
      return name;
    };
    theme.hidden = false;
    label();
    theme.addEventListener("click", () => {
      const next = themes[(themes.indexOf(label()) + 1) % themes.length];
      document.documentElement.dataset.theme = next;
      document.cookie = `as2-theme=${next}; path=/; max-age=31536000; SameSite=Strict`;
      label();
      document.dispatchEvent(new Event("themed"));
    });
  }

  // Buttons that only a script can serve appear when there is one.
  document.documentElement.classList.add("scripted");
  document.addEventListener("click", (event) => {
    if (event.target.closest(".print-page")) {
      window.print();
    }
  });

  // Copies a text; without TLS browsers have only the old way.
  function copyOld(text) {
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) {
      return;
    }
    const text = button.dataset.copy;
    const isDone = await (navigator.clipboard
      ? navigator.clipboard.writeText(text).then(() => true, () => copyOld(text))
      : copyOld(text));
    button.dataset.label ??= button.textContent;
    button.textContent = isDone ? "Copied" : "Copying failed";
    setTimeout(() => (button.textContent = button.dataset.label), 2000);
  });

  // Where the menu scrolls sideways, the current page is in view. scrollIntoView() would do more: with it, Chromium 150
  // lets the first Tab begin behind the link, past "Skip to content".
  const menu = document.querySelector(".side nav");
  const here = menu?.querySelector("a[aria-current]");
  if (here && menu.scrollWidth > menu.clientWidth) {
    const [box, link] = [menu.getBoundingClientRect(), here.getBoundingClientRect()];
    menu.scrollLeft += link.left + link.width / 2 - box.left - box.width / 2;
  }

  document.addEventListener("DOMContentLoaded", charts);
})();

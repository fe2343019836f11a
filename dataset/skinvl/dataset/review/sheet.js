"use strict";
(() => {
  const root = document.documentElement;
  const store = "skinvl-review:" + root.dataset.fingerprint;
  const reasons = JSON.parse(root.dataset.reasons);
  const cards = [...document.querySelectorAll("article")];
  const dialog = document.querySelector("dialog");
  let here = -1;

  const load = () => { try { return JSON.parse(localStorage.getItem(store)) || {}; } catch { return {}; } };
  let marks = load();
  const keep = () => { try { localStorage.setItem(store, JSON.stringify(marks)); } catch { /* a private window */ } };

  const words = (mark) => ["verdict", "modality", "diagnosis", "caption"].filter((name) => mark[name]).map((name) => {
    const said = mark[name];
    if (name !== "verdict") return name + ": " + said;
    return said.action === "keep" ? "keep" : "reject: " + said.value.replaceAll("_", " ");
  }).concat(mark.note ? ["note: " + mark.note] : []).join(" · ");

  const show = (card) => {
    const mark = marks[card.dataset.key];
    card.querySelector(".marks").textContent = mark ? words(mark) : "";
    card.classList.toggle("marked", Boolean(mark));
    card.classList.toggle("no", Boolean(mark && mark.verdict && mark.verdict.action === "reject"));
    card.classList.toggle("yes", Boolean(mark && mark.verdict && mark.verdict.action === "keep"));
  };
  const count = () => {
    const number = Object.keys(marks).length;
    document.querySelectorAll(".count").forEach((place) => { place.textContent = number; });
  };
  const paint = () => { cards.forEach(show); count(); };

  const go = (to, scroll = true) => {
    if (!cards.length) return;
    if (here >= 0) cards[here].classList.remove("on");
    here = Math.max(0, Math.min(cards.length - 1, to));
    cards[here].classList.add("on");
    if (scroll) { cards[here].focus({ preventScroll: true }); cards[here].scrollIntoView({ block: "nearest" }); }
  };
  const perRow = () => {
    const top = cards[0].offsetTop;
    const second = cards.findIndex((card) => card.offsetTop !== top);
    return second < 0 ? cards.length : second;
  };

  const mark = (change) => {
    if (here < 0) go(0);
    const card = cards[here];
    const said = marks[card.dataset.key] || { pdf: card.dataset.pdf, page: card.dataset.page, bbox: card.dataset.bbox };
    Object.assign(said, change);
    marks[card.dataset.key] = said;
    keep(); show(card); count();
  };
  const forget = () => { if (here >= 0) { delete marks[cards[here].dataset.key]; keep(); show(cards[here]); count(); } };

  const ask = (title, text, done) => {
    dialog.replaceChildren();
    const head = document.createElement("b");
    head.textContent = title;
    const area = document.createElement(title === "Caption" ? "textarea" : "input");
    area.value = text;
    const row = document.createElement("div");
    row.className = "row";
    for (const [name, act] of [["Cancel", null], ["OK", () => done(area.value.trim())]]) {
      const button = document.createElement("button");
      button.textContent = name;
      button.onclick = () => { dialog.close(); if (act) act(); };
      row.append(button);
    }
    area.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); dialog.close(); done(area.value.trim()); }
    };
    dialog.append(head, area, row);
    dialog.showModal();
    area.focus();
    if (area.tagName === "INPUT") area.select();
  };
  const reject = () => {
    if (here < 0) go(0);
    dialog.replaceChildren();
    const head = document.createElement("b");
    head.textContent = "Reject because (press the digit)";
    const list = document.createElement("ol");
    const choose = (place) => { dialog.close(); mark({ verdict: { action: "reject", value: reasons[place] } }); go(here + 1); };
    reasons.forEach((reason, place) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.textContent = reason.replaceAll("_", " ");
      button.onclick = () => choose(place);
      const digit = document.createElement("kbd");
      digit.textContent = (place + 1) % 10 + " ";
      item.append(digit, button);
      list.append(item);
    });
    dialog.append(head, list);
    dialog.onkeydown = (event) => {
      const place = (Number(event.key) + 9) % 10;
      if (/^[0-9]$/.test(event.key) && place < reasons.length) { event.preventDefault(); event.stopPropagation(); choose(place); }
    };
    dialog.showModal();
  };
  dialog.addEventListener("close", () => { dialog.onkeydown = null; });

  const cell = (text) => /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  const save = () => {
    const lines = [["key", "pdf", "page", "bbox", "action", "value", "note", "reviewer"]];
    for (const key of Object.keys(marks).sort()) {
      const said = marks[key];
      const base = [key, said.pdf, said.page, said.bbox];
      const note = said.note || "";
      if (said.verdict) lines.push([...base, said.verdict.action, said.verdict.value || "", note, ""]);
      for (const name of ["caption", "modality", "diagnosis"]) {
        if (said[name]) lines.push([...base, name, said[name], note, ""]);
      }
    }
    const text = lines.map((line) => line.map((value) => cell(String(value))).join(",")).join("\n") + "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = "corrections.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const turn = (rel) => { const link = document.querySelector(`a[rel=${rel}]`); if (link) location.href = link.href; };
  const own = () => cards[here].dataset.caption;

  const acts = {
    next: () => go(here + 1), previous: () => go(here - 1), down: () => go(here + perRow()), up: () => go(here - perRow()),
    first: () => go(0), last: () => go(cards.length - 1),
    reject, keep: () => { mark({ verdict: { action: "keep", value: "" } }); go(here + 1); },
    clinical: () => mark({ modality: "clinical" }), dermoscopy: () => mark({ modality: "dermoscopy" }),
    pathology: () => mark({ modality: "pathology" }), other: () => mark({ modality: "other" }),
    caption: () => { if (here < 0) go(0); ask("Caption", (marks[cards[here].dataset.key] || {}).caption || own(), (text) => { if (text) mark({ caption: text }); }); },
    diagnosis: () => { if (here < 0) go(0); ask("Diagnosis (code or name, or none)", cards[here].dataset.diagnosis, (text) => { if (text) mark({ diagnosis: text }); }); },
    note: () => { if (here < 0) go(0); ask("Note", (marks[cards[here].dataset.key] || {}).note || "", (text) => mark({ note: text })); },
    undo: forget, save, pageNext: () => turn("next"), pagePrevious: () => turn("prev"),
    open: () => { if (here >= 0) { const link = cards[here].querySelector("a.picture"); if (link) window.open(link.href); } },
    index: () => { location.href = "index.html"; },
  };
  const keys = {
    j: "next", ArrowRight: "next", k: "previous", ArrowLeft: "previous", ArrowDown: "down", ArrowUp: "up", Home: "first", End: "last",
    x: "reject", y: "keep", c: "clinical", d: "dermoscopy", p: "pathology", o: "other", e: "caption", g: "diagnosis", n: "note",
    u: "undo", s: "save", "]": "pageNext", "[": "pagePrevious", Enter: "open", i: "index",
  };
  document.addEventListener("keydown", (event) => {
    if (dialog && dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key];
    if (!act || !cards.length && !["save", "index"].includes(act)) return;
    event.preventDefault();
    acts[act]();
  });
  document.querySelectorAll("button[data-act]").forEach((button) => { button.onclick = () => acts[button.dataset.act](); });
  cards.forEach((card, place) => { card.addEventListener("mousedown", () => go(place, false)); });
  window.addEventListener("storage", () => { marks = load(); paint(); });
  paint();
  if (cards.length) go(location.hash === "#last" ? cards.length - 1 : 0, false);
})();

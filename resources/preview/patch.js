// SPDX-License-Identifier: GPL-3.0-or-later
// Changes the page in place. Runs in a world of its own: the page's scripts are off.
"use strict";

globalThis.stet = (() => {
  const READER_LEADS_MS = 1500;
  let touchedAt = -READER_LEADS_MS;

  const copy = () => document.getElementById("copy");
  const readerLeads = () => performance.now() - touchedAt < READER_LEADS_MS;

  for (const kind of ["wheel", "pointerdown", "keydown", "touchmove"]) {
    addEventListener(kind, () => { touchedAt = performance.now(); }, {capture: true, passive: true});
  }

  const look = new CSSStyleSheet();
  look.replaceSync(`
    ::-webkit-scrollbar { width: 10px; }
    ::-webkit-scrollbar-thumb { background: #8a857f80; border: 3px solid transparent;
      border-radius: 5px; background-clip: padding-box; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, look];

  addEventListener("click", (event) => {
    const home = copy();
    if (!home || event.target.closest("a")) return;
    let element = event.target;
    while (element && element.parentNode !== home) element = element.parentNode;
    if (!element) return;
    const box = element.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientY - box.top) / Math.max(1, box.height)));
    console.info(`stet ${Array.prototype.indexOf.call(home.children, element)} ${part}`);
  });

  // The nodes of so many elements give way to the nodes of the HTML.
  function splice(start, removed, html) {
    const home = copy();
    if (!home || start + removed > home.children.length) return false;
    const end = home.children[start + removed] ?? null;
    let node = start === 0 ? home.firstChild : home.children[start] ?? null;
    if (removed === 0 && start > 0) node = end;
    const old = [];
    for (; node && node !== end; node = node.nextSibling) old.push(node);
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    mend(home, old, [...fresh.content.childNodes], end);
    follow(home.children[start] ?? home.lastElementChild);
    return true;
  }

  // The place that is being written comes into view, unless somebody reads elsewhere.
  function follow(element) {
    if (!element || readerLeads()) return;
    const box = element.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight) element.scrollIntoView({block: "center"});
  }

  function dress(now, fresh) {
    const names = (element) => element.getAttributeNames().join(" ");
    if (names(now) !== names(fresh)) {
      // Anew, so that they stand in the same order too.
      for (const name of now.getAttributeNames()) now.removeAttribute(name);
    }
    for (const {name, value} of fresh.attributes) {
      if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    }
  }

  // Makes the one element what the other is.
  function become(now, fresh) {
    dress(now, fresh);
    if (now.id === "copy" && fresh.id === "copy") return;
    mend(now, [...now.childNodes], [...fresh.childNodes], null);
  }

  // Makes some neighbours, up to `end`, what others are; all that is the same stays in its place.
  // A page of 2,000 paragraphs lays out one that changes inside 50 times faster than a new one.
  function mend(parent, old, wanted, end) {
    const same = (one, other) => one && other && one.isEqualNode(other);
    while (same(old[0], wanted[0])) { old.shift(); wanted.shift(); }
    let after = end;
    while (same(old.at(-1), wanted.at(-1))) { after = old.pop(); wanted.pop(); }
    while (old.length && wanted.length) replace(old.shift(), wanted.shift());
    for (const node of old) node.remove();
    for (const node of wanted) parent.insertBefore(document.importNode(node, true), after);
  }

  function replace(now, fresh) {
    if (now.isEqualNode(fresh)) return;
    if (now.nodeType === Node.ELEMENT_NODE && now.nodeName === fresh.nodeName) become(now, fresh);
    else if (now.nodeType === Node.TEXT_NODE && fresh.nodeType === Node.TEXT_NODE) now.data = fresh.data;
    else now.replaceWith(document.importNode(fresh, true));
  }

  // The whole page but the copy, which the HTML has empty.
  function around(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    become(document.documentElement, fresh.documentElement);
    return true;
  }

  function place(index, part) {
    touchedAt = -READER_LEADS_MS;
    const home = copy();
    if (!home) return;
    const top = home.getBoundingClientRect().top + scrollY;
    const element = home.children[index];
    if (index < 0 || !element) {
      scrollTo(0, index < 0 ? part * top : document.documentElement.scrollHeight);
      return;
    }
    const box = element.getBoundingClientRect();
    scrollTo(0, box.top + scrollY + part * box.height);
  }

  // What is at the top of the view: [number of the element, part of it], and null when it was
  // not the reader who scrolled.
  function top() {
    const home = copy();
    if (!home || !readerLeads()) return null;
    const start = home.getBoundingClientRect().top + scrollY;
    if (scrollY < start || !home.children.length) return [-1, Math.min(1, scrollY / Math.max(1, start))];
    let low = 0, high = home.children.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (home.children[middle].getBoundingClientRect().bottom > 0) high = middle;
      else low = middle + 1;
    }
    const box = home.children[low].getBoundingClientRect();
    return [low, Math.min(1, Math.max(0, -box.top / Math.max(1, box.height)))];
  }

  return {splice, around, place, top};
})();

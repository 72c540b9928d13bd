// SPDX-License-Identifier: GPL-3.0-or-later
// Changes the page in place. Runs in a world of its own: the page's scripts are off.
"use strict";

globalThis.stet = (() => {
  const READER_LEADS_MS = 1500;
  let touchedAt = -READER_LEADS_MS;

  // On our own pages parts have ids; on a learned one the ids are the house's, and ours are marks.
  const isLearned = location.pathname.startsWith("/shell/");
  const mark = (name) => document.querySelector(`[data-stet="${name}"]`);
  const part = (name) => isLearned ? mark(name) : document.getElementById(name);
  const called = (element) => isLearned ? element.dataset.stet ?? "" : element.id;
  const copy = () => part("copy");
  const readerLeads = () => performance.now() - touchedAt < READER_LEADS_MS;

  for (const kind of ["wheel", "pointerdown", "keydown", "touchmove"]) {
    addEventListener(kind, () => { touchedAt = performance.now(); }, {capture: true, passive: true});
  }

  const look = new CSSStyleSheet();
  look.replaceSync(`
    ::-webkit-scrollbar { width: 10px; }
    ::-webkit-scrollbar-thumb { background: #8a857f80; border: 3px solid transparent;
      border-radius: 5px; background-clip: padding-box; }
    ::highlight(stet-lit) { background-color: #e8c33f80; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, look];

  // What is seen of some elements: its letters without blanks, and where each of them stands.
  // The numbers of notes are left out: the copy has their names there.
  const BLANK = /[\s\u00ad\u200b\u2060\ufeff]/;
  function seen(elements) {
    const letters = [], spots = [];
    for (const element of elements) {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        if (node.parentElement.closest("sup.note")) continue;
        let at = 0;
        for (const letter of node.data) {
          if (!BLANK.test(letter)) { letters.push(letter); spots.push([node, at]); }
          at += letter.length;
        }
      }
    }
    return {letters, spots};
  }

  const REACH = 60;

  addEventListener("click", (event) => {
    const target = event.target, home = copy();
    if (target.closest("a")) return;
    const element = [...home?.children ?? []].find((each) => each.contains(target));
    const place = element ?? target.closest(isLearned ? "[data-stet]" : "[id]");
    if (!place || place === document.body) return;
    const {letters, spots} = seen([place]);
    const picture = target.closest("figure, .lead, [data-stet=lead]")?.querySelector("img")?.getAttribute("src") ?? "";
    const count = reached(place, spots, event);
    console.info("stet " + JSON.stringify({
      part: called(place),
      element: element ? Array.prototype.indexOf.call(home.children, element) : -1,
      before: letters.slice(Math.max(0, count - REACH), count).join(""),
      after: letters.slice(count, count + REACH).join(""),
      count,
      picture: /^\/media\/([0-9a-f]+)\//.exec(picture)?.[1] ?? "",
    }));
  });

  // How many letters of an element come before the place of a click.
  function reached(element, spots, event) {
    const place = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    if (!place || !element.contains(place.offsetNode)) return 0;
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(place.offsetNode, place.offset);
    return spots.filter(([node, at]) => before.comparePoint(node, at + 1) <= 0).length;
  }

  // Words that are pointed at from the copy are lit, beside the document and for a moment.
  const LIT_MS = 1600;
  let lit = 0;

  // home: the id of an element, or [number of the first element of the copy, how many];
  // length: so many letters, lit until others are; 0: the word there, for a moment.
  function light(home, [before, after, count], length) {
    const elements = typeof home === "string"
      ? [part(home)].filter(Boolean)
      : [...copy()?.children ?? []].slice(home[0], home[0] + home[1]);
    if (!elements.length) return false;
    const {letters, spots} = seen(elements);
    const at = Math.min(nearest(letters, [...before], [...after], count), spots.length - 1);
    if (at < 0) {
      elements[0].scrollIntoView({block: "center"});
      return true;
    }
    const range = length ? stretch(spots[at], spots[Math.min(at + length, spots.length) - 1]) : word(...spots[at]);
    const box = range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) {
      touchedAt = -READER_LEADS_MS;
      scrollBy(0, box.top - innerHeight / 2);
    }
    CSS.highlights.set("stet-lit", new Highlight(range));
    clearTimeout(lit);
    if (!length) lit = setTimeout(dim, LIT_MS);
    return true;
  }

  function dim() {
    CSS.highlights.delete("stet-lit");
  }

  function stretch([first, start], [last, end]) {
    const range = document.createRange();
    range.setStart(first, start);
    range.setEnd(last, end + 1);
    return range;
  }

  // Where the letters before and after meet; of several such places the one nearest to the count.
  function nearest(letters, before, after, count) {
    for (const reach of [REACH, 30, 15, 7, 3]) {
      const head = before.slice(-reach), wanted = [...head, ...after.slice(0, reach)];
      if (!wanted.length) break;
      let best = -1;
      for (let at = 0; at + wanted.length <= letters.length; at++) {
        const hit = at + head.length;
        if (best >= 0 && Math.abs(hit - count) >= Math.abs(best - count)) continue;
        if (wanted.every((letter, number) => letters[at + number] === letter)) best = hit;
      }
      if (best >= 0) return best;
    }
    return count;
  }

  function word(node, at) {
    let start = at, end = at;
    while (start > 0 && !/\s/.test(node.data[start - 1])) start--;
    while (end < node.data.length && !/\s/.test(node.data[end])) end++;
    return stretch([node, start], [node, end - 1]);
  }

  // What a print proof has in the margins of its sheets; the page itself stays what readers get.
  const margins = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, margins];
  function margin(words) {
    const quiet = "font: 8pt sans-serif; color: #555";
    margins.replaceSync(`@page {
      @top-left { content: ${JSON.stringify(words)}; ${quiet}; }
      @bottom-right { content: counter(page) " / " counter(pages); ${quiet}; }
    }`);
    return true;
  }

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
    if (called(now) === "copy" && called(fresh) === "copy") return;
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

  // The whole page but the copy, which the HTML has empty; false where the copy stands elsewhere
  // in it than before, so that the page must be loaded anew.
  function around(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const before = copy();
    become(document.documentElement, fresh.documentElement);
    return copy() === before;
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

  return {splice, around, place, top, light, dim, margin};
})();

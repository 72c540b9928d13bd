// SPDX-License-Identifier: GPL-3.0-or-later
// The copy-link button. Nothing on the page needs this file: without it the button stays hidden.
"use strict";

(() => {
  const SHOWN_MS = 2000;
  const button = document.getElementById("copy-link");
  if (!button) return;
  const words = button.textContent;
  const canonical = document.querySelector('link[rel="canonical"]');
  let timer = 0;

  function tell(answer, outcome) {
    button.textContent = answer;
    button.dataset.outcome = outcome;
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = words;
      delete button.dataset.outcome;
    }, SHOWN_MS);
  }

  // For browsers and pages (http, not https) that have no clipboard API.
  function copySelected(address) {
    const field = document.createElement("textarea");
    field.value = address;
    field.readOnly = true;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    let copied = false;
    try {
      copied = document.execCommand("copy");
    } catch {
      copied = false;
    }
    field.remove();
    button.focus();
    return copied;
  }

  async function copy(address) {
    try {
      await navigator.clipboard.writeText(address);
      return true;
    } catch {
      return copySelected(address);
    }
  }

  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = canonical ? canonical.href : location.href;
    const copied = await copy(address);
    tell(copied ? button.dataset.done : button.dataset.failed, copied ? "done" : "failed");
  });
})();

// SPDX-License-Identifier: EUPL-1.2
// One key each for what is done all day. Off where somebody types, and off altogether for who wants that.
(() => {
  const kept = "samband-phone-keys";
  const hints = document.querySelectorAll("[data-keys]");
  const choice = document.querySelector("[data-keys-on]");
  if (!choice) return;
  const isOn = () => choice.checked;
  const show = () => document.body.classList.toggle("no-keys", !isOn());
  try { choice.checked = localStorage.getItem(kept) !== "off"; } catch { /* nothing is remembered */ }
  hints.forEach((hint) => { hint.hidden = false; });
  show();
  choice.addEventListener("change", () => {
    try { localStorage.setItem(kept, isOn() ? "on" : "off"); } catch { /* nothing is remembered */ }
    show();
  });
  const types = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
  document.addEventListener("keydown", (press) => {
    if (!isOn() || press.repeat || press.ctrlKey || press.metaKey || press.altKey || types(press.target)) return;
    const key = press.key.toLowerCase();
    const day = key === "4" && document.querySelector("input[name=day]");
    const found = day || document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return;
    press.preventDefault();
    if (day) { day.focus(); return; }
    found.click();
  });
})();

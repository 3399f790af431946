// SPDX-License-Identifier: EUPL-1.2
// Keying in sheets: Enter leads to the next field, and so does a figure after which no other can follow.
(() => {
  const form = document.querySelector("[data-keying]");
  if (!form) return;
  const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea")];
  const onward = (field) => (fields[fields.indexOf(field) + 1] || form.querySelector("button")).focus();
  const wrong = fields.find((field) => field.getAttribute("aria-invalid"));
  (wrong || fields[0])?.focus();
  form.addEventListener("keydown", (press) => {
    if (press.key !== "Enter" || press.ctrlKey || press.shiftKey || !fields.includes(press.target)) return;
    press.preventDefault();
    onward(press.target);
  });
  form.addEventListener("input", (change) => {
    const field = change.target;
    const marks = (field.dataset.marks || "").split(" ").filter(Boolean);
    const longer = marks.some((mark) => mark !== field.value && mark.startsWith(field.value));
    if (marks.includes(field.value) && !longer) onward(field);
  });
  fields.forEach((field) => field.addEventListener("focus", () => field.select()));
})();

// SPDX-License-Identifier: EUPL-1.2
// Ranking with buttons instead of lists of numbers. The lists stay in the form and are what is sent: without
// this script they are filled in by hand.
(() => {
  const worded = (text, told) => text.replace(/\{(\w+)\}/g, (_, name) => told[name]);

  const ranking = (list) => {
    const words = list.dataset;
    const said = list.parentElement.querySelector("[data-ranking-said]");
    const alone = [...list.querySelectorAll("input[type=checkbox]")];
    const most = list.querySelector("select").options.length - 1;
    const rows = [...list.querySelectorAll("[data-rank]")].map((box) => row(box, words));
    let chosen = rows.filter((one) => one.select.selectedIndex > 0);
    chosen = chosen.sort((one, other) => one.select.selectedIndex - other.select.selectedIndex).slice(0, most);

    const show = () => {
      const rest = rows.filter((one) => !chosen.includes(one));
      [...chosen, ...rest].forEach((one) => list.insertBefore(one.box, list.querySelector(".stands-apart")));
      rows.forEach((one) => one.show(chosen.indexOf(one) + 1, chosen.length, most));
    };
    const tell = (one) => {
      const place = chosen.indexOf(one) + 1;
      said.textContent = worded(place ? words.placed : words.gone, { option: one.name, place });
    };
    const move = (one, to) => {
      const from = chosen.indexOf(one);
      if (from >= 0) chosen.splice(from, 1);
      if (to >= 0) {
        chosen.splice(to, 0, one);
        alone.forEach((box) => { box.checked = false; });
      }
      show();
      tell(one);
    };

    rows.forEach((one) => {
      one.choose.addEventListener("click", () => { move(one, chosen.length); one.focus("up"); });
      one.up.addEventListener("click", () => { move(one, chosen.indexOf(one) - 1); one.focus("up"); });
      one.down.addEventListener("click", () => { move(one, chosen.indexOf(one) + 1); one.focus("down"); });
      one.out.addEventListener("click", () => { move(one, -1); one.focus("choose"); });
    });
    alone.forEach((box) => box.addEventListener("change", () => {
      if (box.checked) { chosen = []; show(); }
    }));
    list.classList.add("ranking--live");
    show();
  };

  const row = (box, words) => {
    const select = box.querySelector("select");
    const label = box.querySelector("label");
    const badge = document.createElement("span");
    badge.className = "ranking__place";
    badge.setAttribute("aria-hidden", "true");
    const buttons = document.createElement("span");
    buttons.className = "ranking__buttons";
    const made = { box, select, name: label.textContent.trim() };
    const button = (kind, sign, text) => {
      const one = document.createElement("button");
      one.type = "button";
      one.className = "ds-button";
      one.dataset.variant = "secondary";
      one.dataset.color = "neutral";
      one.lang = words.language;
      one.textContent = sign;
      one.setAttribute("aria-label", `${text}: ${made.name}`);
      buttons.append(one);
      made[kind] = one;
    };
    button("choose", "", "");
    button("up", "\u2191", words.up);
    button("down", "\u2193", words.down);
    button("out", "\u2715", words.out);
    box.prepend(badge);
    box.append(buttons);
    // What leads to the list of numbers (a summary of errors, the words of the option) leads to the button.
    made.choose.id = select.id;
    select.removeAttribute("id");
    select.hidden = true;

    made.show = (place, taken, most) => {
      select.selectedIndex = place;
      badge.textContent = place || "\u2013";
      const text = worded(words.choose, { place: taken + 1 });
      made.choose.textContent = text;
      made.choose.setAttribute("aria-label", `${text}: ${made.name}`);
      made.choose.hidden = place > 0 || taken >= most;
      [made.up, made.down, made.out].forEach((one) => { one.hidden = !place; });
      made.up.disabled = place === 1;
      made.down.disabled = place === taken;
      label.htmlFor = place ? "" : made.choose.id;
      if (place) label.removeAttribute("for");
    };
    // A button that cannot be pressed loses the keyboard: the next one that can gets it.
    made.focus = (kind) => {
      const order = [made[kind], made.up, made.down, made.out, made.choose];
      order.find((one) => !one.hidden && !one.disabled)?.focus();
    };
    return made;
  };

  document.querySelectorAll("[data-ranking]").forEach((list) => {
    if (list.querySelector("[data-rank]")) ranking(list);
  });
})();

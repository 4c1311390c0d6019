"use strict";
// Tables: a click on a heading sorts by its column, another turns the order; what is missing stays last.
for (const table of document.querySelectorAll("table.sorts")) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => heading.querySelector("button").addEventListener("click", () => {
    const numeric = [...table.tBodies[0].rows].some((row) => row.cells[column].classList.contains("number"));
    const now = heading.getAttribute("aria-sort");
    const turn = (now ? now === "ascending" : numeric) ? -1 : 1;
    headings.forEach((other) => other.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
    const keyed = [...table.tBodies[0].rows].map((row) => ({row, key: row.cells[column].dataset.key}));
    keyed.sort((a, b) => {
      if (!numeric) return turn * a.key.localeCompare(b.key, "en", {numeric: true});
      const [x, y] = [parseFloat(a.key), parseFloat(b.key)];
      if (isNaN(x) || isNaN(y)) return isNaN(x) - isNaN(y);
      return turn * (x - y);
    });
    table.tBodies[0].append(...keyed.map(({row}) => row));
  }));
}

// The map: the viewBox is what is seen, in km from the north-west corner; marks keep their size on the screen.
const map = document.getElementById("map");
if (map) {
  const svg = map.querySelector("svg");
  const all = svg.viewBox.baseVal, whole = {x: all.x, y: all.y, w: all.width, h: all.height};
  const view = {...whole}, marks = [...svg.querySelectorAll(".mark")];
  const where = map.querySelector(".where"), scale = map.querySelector(".scale");
  const vertices = JSON.parse(svg.querySelector(".border").dataset.vertices);
  const west = parseFloat(map.dataset.west), north = parseFloat(map.dataset.north);

  // The window's km a pixel: the picture is fitted into it, in the middle.
  const kmPerPixel = () => Math.max(view.w / (svg.clientWidth || 900), view.h / (svg.clientHeight || 900));
  function show() {
    view.w = Math.min(view.w, whole.w); view.h = view.w * whole.h / whole.w;
    view.x = Math.min(Math.max(view.x, whole.x), whole.x + whole.w - view.w);
    view.y = Math.min(Math.max(view.y, whole.y), whole.y + whole.h - view.h);
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
    svg.classList.toggle("near", view.w < whole.w * 0.999);
    const km = kmPerPixel();
    for (const mark of marks) mark.setAttribute("transform", `translate(${mark.dataset.x} ${mark.dataset.y}) scale(${km})`);
    const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
    const step = steps.filter((length) => length / km <= Math.min(160, svg.clientWidth / 3)).pop() || steps[0];
    scale.querySelector("span").textContent = step < 1 ? `${step * 1000} m` : `${step} km`;
    scale.querySelector("i").style.width = `${step / km}px`;
    if (km !== thinnedAt) { thinnedAt = km; thin(); }
  }
  // Names that would lie over one another, or beyond the edge: the later ones are hidden.
  function thin() {
    const frame = svg.getBoundingClientRect(), taken = [];
    const names = [...svg.querySelectorAll("text.name"), ...svg.querySelectorAll(".km text")];
    for (const name of names) name.classList.remove("hid");
    for (const [name, box] of names.map((name) => [name, name.getBoundingClientRect()])) {
      if (!box.width) continue;
      const hidden = box.right > frame.right || taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
      name.classList.toggle("hid", hidden);
      if (!hidden) taken.push(box);
    }
  }
  let thinnedAt = 0;
  function place(event) {  // of a pointer, in the map's km
    const box = svg.getBoundingClientRect(), km = kmPerPixel();
    const left = (box.width * km - view.w) / 2, top = (box.height * km - view.h) / 2;
    return {x: view.x - left + (event.clientX - box.left) * km, y: view.y - top + (event.clientY - box.top) * km};
  }
  function zoom(factor, at = {x: view.x + view.w / 2, y: view.y + view.h / 2}) {
    const width = Math.min(whole.w, Math.max(whole.w / 40, view.w / factor)), share = width / view.w;
    view.x = at.x - (at.x - view.x) * share; view.y = at.y - (at.y - view.y) * share; view.w = width;
    show();
  }
  const reset = () => { Object.assign(view, whole); show(); };
  map.querySelector('[data-zoom="in"]').addEventListener("click", () => zoom(1.6));
  map.querySelector('[data-zoom="out"]').addEventListener("click", () => zoom(1 / 1.6));
  map.querySelector('[data-zoom="all"]').addEventListener("click", reset);
  svg.addEventListener("dblclick", (event) => zoom(2, place(event)));
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 300), place(event));
  }, {passive: false});
  svg.addEventListener("keydown", (event) => {
    const step = view.w / 8, moves = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step]};
    if (event.key === "+" || event.key === "=") zoom(1.6);
    else if (event.key === "-") zoom(1 / 1.6);
    else if (event.key === "0") reset();
    else if (moves[event.key] && view.w < whole.w * 0.999) { view.x += moves[event.key][0]; view.y += moves[event.key][1]; show(); }
    else return;
    event.preventDefault();
  });

  const pointers = new Map();
  svg.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    svg.setPointerCapture(event.pointerId);
    svg.classList.add("dragged");
  });
  svg.addEventListener("pointermove", (event) => {
    tell(event);
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const km = kmPerPixel();
    if (pointers.size === 1) {
      view.x -= (event.clientX - before.clientX) * km; view.y -= (event.clientY - before.clientY) * km;
      show();
    } else {
      const other = [...pointers.values()].find((pointer) => pointer.pointerId !== event.pointerId);
      const apart = (pointer) => Math.hypot(pointer.clientX - other.clientX, pointer.clientY - other.clientY);
      if (apart(before) > 0) zoom(apart(event) / apart(before), place(other));
    }
    pointers.set(event.pointerId, event);
  });
  for (const kind of ["pointerup", "pointercancel"]) svg.addEventListener(kind, (event) => {
    pointers.delete(event.pointerId);
    if (!pointers.size) svg.classList.remove("dragged");
  });
  svg.addEventListener("pointerleave", () => { where.textContent = ""; });

  function tell(event) {
    const at = place(event);
    let nearest = [Infinity, 0];
    for (const [x, y, chainage] of vertices) {
      const away = Math.hypot(at.x - x, at.y - y);
      if (away < nearest[0]) nearest = [away, chainage];
    }
    where.textContent = `${(west + at.x).toFixed(1)} E, ${(north - at.y).toFixed(1)} N [km] · border km ${nearest[1].toFixed(0)}`;
  }

  function switched() {
    const chosen = (name) => map.querySelector(`[data-switch="${name}"]`).value;
    const [configuration, layer] = [chosen("configuration"), chosen("layer")];
    for (const part of map.querySelectorAll(".layer"))
      part.classList.toggle("off", part.dataset.layer !== layer || part.dataset.configuration !== configuration);
    for (const legend of map.querySelectorAll(".legend")) legend.classList.toggle("off", legend.dataset.layer !== layer);
    const shown = new Map([...map.querySelectorAll("[data-kind]")].filter((box) => box.matches("input")).map((box) => [box.dataset.kind, box.checked]));
    for (const asset of map.querySelectorAll(".asset")) {
      const held = asset.dataset.held === "all" || asset.dataset.held.split(" ").includes(configuration);
      asset.classList.toggle("off", !held || shown.get(asset.dataset.kind) === false);
    }
    for (const name of map.querySelectorAll("text.name")) name.classList.toggle("off", !shown.get("name"));
    thin();
  }
  map.querySelector(".switches").addEventListener("change", switched);
  // The whole map, its marks sized for the room that it has on a page.
  addEventListener("beforeprint", () => {
    Object.assign(svg.style, {width: "700px", maxHeight: "565px"});
    reset();
    Object.assign(svg.style, {width: "", maxHeight: ""});
  });
  addEventListener("afterprint", show);
  new ResizeObserver(show).observe(svg);
  switched();
  show();
}

// On paper everything that is folded is open.
addEventListener("beforeprint", () => { for (const folded of document.querySelectorAll("details")) folded.open = true; });

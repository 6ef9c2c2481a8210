/* Zoom and move on the map of Germany: by buttons, wheel, fingers and keys. Without this the map is a picture of links. */
const LARGEST = 8; // how far one can zoom in

function letZoom(figure) {
  const svg = figure.querySelector("svg");
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  const fingers = new Map();
  let view = { ...full };
  let moved = false;

  function show(next) {
    const width = Math.min(full.width, Math.max(full.width / LARGEST, next.width));
    const height = (width * full.height) / full.width;
    const x = Math.min(full.x + full.width - width, Math.max(full.x, next.x));
    const y = Math.min(full.y + full.height - height, Math.max(full.y, next.y));
    view = { x, y, width, height };
    svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    svg.style.setProperty("--zoom", full.width / width);
    figure.classList.toggle("map--zoomed", width < full.width - 1);
  }

  function zoom(factor, centre = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) {
    const width = view.width / factor;
    const share = Math.min(full.width, Math.max(full.width / LARGEST, width)) / view.width;
    show({ x: centre.x - (centre.x - view.x) * share, y: centre.y - (centre.y - view.y) * share, width });
  }

  function move(dx, dy) {
    show({ ...view, x: view.x + dx * view.width, y: view.y + dy * view.height });
  }

  function place(event) {
    const box = svg.getBoundingClientRect();
    const scale = view.width / box.width;
    return { x: view.x + (event.clientX - box.left) * scale, y: view.y + (event.clientY - box.top) * scale };
  }

  const actions = {
    in: () => zoom(1.5),
    out: () => zoom(1 / 1.5),
    all: () => show(full),
  };
  const bar = figure.querySelector(".map__buttons");
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) actions[button.value]();
  });

  const keys = {
    "+": actions.in,
    "-": actions.out,
    0: actions.all,
    ArrowLeft: () => move(-0.15, 0),
    ArrowRight: () => move(0.15, 0),
    ArrowUp: () => move(0, -0.15),
    ArrowDown: () => move(0, 0.15),
  };
  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    if (event.key.startsWith("Arrow") && view.width >= full.width) return; // nothing to move: the page may scroll
    keys[event.key]();
    event.preventDefault();
  });

  // The wheel zooms only with Ctrl, as pinching on a touchpad does: the page goes on scrolling over the map.
  svg.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 200), place(event));
    },
    { passive: false },
  );

  svg.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    moved = false;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const scale = view.width / svg.getBoundingClientRect().width;
    if (fingers.size === 1 && view.width < full.width) {
      const dx = event.clientX - before.clientX;
      const dy = event.clientY - before.clientY;
      moved ||= Math.hypot(dx, dy) > 4;
      if (moved) svg.setPointerCapture(event.pointerId);
      show({ ...view, x: view.x - dx * scale, y: view.y - dy * scale });
    }
    if (fingers.size === 2) {
      const other = [...fingers.values()].find((finger) => finger.pointerId !== event.pointerId);
      const span = (finger) => Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY);
      moved = true;
      zoom(span(event) / Math.max(span(before), 1), place(other));
    }
    fingers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    svg.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  // Who moved the map did not mean the link below the finger.
  svg.addEventListener("click", (event) => moved && event.preventDefault(), true);

  // A point that is reached by keyboard comes into view.
  svg.addEventListener("focusin", (event) => {
    const point = event.target.closest("a")?.querySelector("circle");
    if (!point || view.width >= full.width) return;
    const { x, y } = { x: point.cx.baseVal.value, y: point.cy.baseVal.value };
    const inside = x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height;
    if (!inside) show({ ...view, x: x - view.width / 2, y: y - view.height / 2 });
  });
  // Pulling the map by one of its points must not carry the link away.
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}

function letAllZoom() {
  for (const figure of document.querySelectorAll(".map[data-zoomable]")) {
    if (figure.querySelector(".map__buttons").hidden) letZoom(figure); // its buttons show that it is done
  }
}
letAllZoom();
document.addEventListener("htmx:afterSettle", letAllZoom); // a filter brings a new map

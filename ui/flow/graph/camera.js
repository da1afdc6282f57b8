// Looking around: drag, wheel with Ctrl or ⌘, buttons and keys move one transformation.

const TOOLS = 48; // pixels at the top that the buttons cover

const camera = (svg, plan, world) => {
  const view = { x: 0, y: 0, scale: 1 };
  let named = null; // the size chapters are written in
  const apply = () => {
    world.setAttribute("transform", `translate(${view.x},${view.y}) scale(${view.scale})`);
    const far = view.scale < 0.42;
    svg.classList.toggle("far", far);
    const size = far ? 14 * Math.min(6, 0.9 / view.scale) : 14;
    if (size === named) return;
    named = size;
    svg.style.setProperty("--chapter", `${size}px`);
    svg.style.setProperty("--mark", `${Math.min(56, 10.5 / view.scale)}px`);
    nameGroups(svg, size);
  };
  const size = () => [svg.clientWidth || 900, svg.clientHeight || 540];

  const frame = ({ x, y, width, height }, most = 1) => {
    const [wide, high] = size();
    view.scale = Math.min((wide - 20) / width, (high - TOOLS - 10) / height, most);
    view.x = (wide - width * view.scale) / 2 - x * view.scale;
    view.y = TOOLS + (high - TOOLS - height * view.scale) / 2 - y * view.scale;
    apply();
  };
  const whole = () => frame({ x: 0, y: 0, width: plan.width, height: plan.height });
  const zoom = (factor, at = size().map((side) => side / 2)) => {
    const scale = Math.min(2.5, Math.max(0.08, view.scale * factor));
    view.x = at[0] - ((at[0] - view.x) * scale) / view.scale;
    view.y = at[1] - ((at[1] - view.y) * scale) / view.scale;
    view.scale = scale;
    apply();
  };
  // Bring a card in sight, near enough to be read.
  const show = (id, readable = 0.75) => {
    const node = plan.nodes.find((one) => one.id === id);
    if (!node) return;
    const [wide, high] = size();
    const [left, top] = [node.x * view.scale + view.x, node.y * view.scale + view.y];
    const inSight = left > 8 && top > 8 && left + node.width * view.scale < wide - 8 && top + node.height * view.scale < high - 8;
    if (inSight && view.scale >= readable) return;
    view.scale = Math.max(view.scale, readable);
    view.x = wide / 2 - (node.x + node.width / 2) * view.scale;
    view.y = high / 2 - (node.y + Math.min(node.height, high / view.scale) / 2) * view.scale;
    apply();
  };

  let grip = null;
  svg.onwheel = (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = svg.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY * 0.002), [event.clientX - box.left, event.clientY - box.top]);
  };
  svg.onpointerdown = (event) => {
    grip = { x: event.clientX - view.x, y: event.clientY - view.y, from: [event.clientX, event.clientY], moved: false };
  };
  svg.onpointermove = (event) => {
    if (!grip) return;
    if (!grip.moved && Math.hypot(event.clientX - grip.from[0], event.clientY - grip.from[1]) > 4) {
      grip.moved = true;
      svg.setPointerCapture(event.pointerId);
    }
    if (grip.moved) {
      view.x = event.clientX - grip.x;
      view.y = event.clientY - grip.y;
      apply();
    }
  };
  let dragged = false;
  const release = () => {
    dragged = Boolean(grip?.moved);
    grip = null;
  };
  svg.onpointerup = release;
  svg.onpointercancel = release;
  return { whole, frame, zoom, show, wasDragged: () => dragged, scale: () => view.scale };
};

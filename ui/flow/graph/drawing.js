// The picture: chapters as grounds, forks as cards, branches as lines inside them. `draw` makes it once for a
// layout; `paint` gives it the numbers of the moment and costs no new layout.

const SVG = "http://www.w3.org/2000/svg";

const shape = (tag, attributes = {}, parent = null) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent?.append(element);
  return element;
};

const ruler = document.createElement("canvas").getContext("2d");

// The text, cut with an ellipsis where it would be wider than that many pixels.
const cut = (text, width, font) => {
  ruler.font = font;
  if (ruler.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && ruler.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
};

const rounded = (points, radius = 7) => {
  let path = `M${points[0].join(",")}`;
  for (let index = 1; index < points.length - 1; index += 1) {
    const [[ax, ay], [bx, by], [cx, cy]] = points.slice(index - 1, index + 2);
    const before = Math.min(radius, Math.hypot(bx - ax, by - ay) / 2);
    const after = Math.min(radius, Math.hypot(cx - bx, cy - by) / 2);
    const toward = (x, y, by_) => [bx + Math.sign(x - bx) * by_, by + Math.sign(y - by) * by_].join(",");
    path += `L${toward(ax, ay, before)}Q${bx},${by} ${toward(cx, cy, after)}`;
  }
  return `${path}L${points.at(-1).join(",")}`;
};

// One sweep: sideways to what stands further right, else down to the next row.
const swept = ([[ax, ay], [bx, by]], down) => {
  const reach = Math.max(40, Math.min(240, Math.abs(down ? by - ay : bx - ax) / 2));
  return down
    ? `M${ax},${ay} C${ax},${ay + reach} ${bx},${by - reach} ${bx},${by}`
    : `M${ax},${ay} C${ax + reach},${ay} ${bx - reach},${by} ${bx},${by}`;
};

const draw = (svg, plan, detailed) => {
  svg.replaceChildren();
  const marker = shape("marker", {
    id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto",
    markerUnits: "userSpaceOnUse",
  }, shape("defs", {}, svg));
  shape("path", { d: "M0,0.8 L7,4 L0,7.2 z", class: "tip" }, marker);
  const world = shape("g", { class: "world" }, svg);
  for (const group of plan.groups) drawGroup(world, group);
  for (const edge of plan.edges) {
    shape("path", {
      class: edge.bridge ? "way bridge" : "way", d: edge.bridge ? swept(edge.points, edge.down) : rounded(edge.points),
      "marker-end": "url(#arrow)", "data-from": edge.from, "data-to": edge.to,
    }, world);
  }
  for (const node of plan.nodes) drawFork(world, node, detailed);
  return world;
};

const drawGroup = (world, group) => {
  const { x, y, width, height, depth } = group;
  shape("rect", { class: `ground depth-${depth}`, x, y, width, height, rx: 10, "data-group": group.id }, world);
  // A chapter's name stands above its ground, where it may grow as the picture gets smaller.
  const place = depth ? { x: x + 14, y: y + 24 } : { x: x + 2, y: y - 12 };
  Object.assign(place, { "data-whole": group.label, "data-room": width - (depth ? 24 : 4) });
  shape("text", { class: `chapter depth-${depth}`, ...place }, world);
};

// Chapters keep a readable size however far the picture is; what does not fit their ground is cut.
const nameGroups = (svg, size) => {
  for (const label of svg.querySelectorAll(".chapter")) {
    const font = label.classList.contains("depth-0") ? size : 12;
    label.textContent = cut(label.dataset.whole, Number(label.dataset.room), `600 ${font}px sans-serif`);
  }
};

const drawFork = (world, node, detailed) => {
  const card = shape("g", {
    class: "fork", "data-fork": node.id, role: "button", tabindex: -1, transform: `translate(${node.x},${node.y})`,
  }, world);
  const { width, height } = node;
  shape("title", {}, card);
  shape("rect", { class: "card", width, height, rx: 7 }, card);
  shape("path", { class: "heat", d: `M7,0 H${width - 7} Q${width},0 ${width},7 V${CARD.head - 4} H0 V7 Q0,0 7,0 z` }, card);
  const title = shape("text", { class: "title", x: 10, y: 20 }, card);
  shape("tspan", { class: "number" }, title).textContent = node.id;
  shape("tspan", { dx: 6, class: "words", "data-whole": node.title }, title);
  shape("text", { class: "sum", x: width - 9, y: 20, "text-anchor": "end" }, card);
  if (detailed) node.branches.forEach((branch, index) => drawBranch(card, branch, index, width));
  else node.branches.forEach((branch) => shape("rect", { class: "part", "data-branch": branch.id, y: CARD.head, height: 6 }, card));
  const size = `min(var(--mark), ${Math.round(height * 0.8)}px)`;
  const mark = shape("text", { class: "mark", x: width / 2, y: height / 2, style: `font-size:${size}` }, card);
  mark.textContent = node.id;
  shape("rect", { class: "ring", x: -3, y: -3, width: width + 6, height: height + 6, rx: 9 }, card);
};

const drawBranch = (card, branch, index, width) => {
  const top = CARD.head + index * CARD.row;
  const line = shape("g", { class: "branch", "data-branch": branch.id, transform: `translate(0,${top})` }, card);
  const middle = CARD.row / 2;
  shape("rect", { class: "share", x: 26, y: 1.5, height: CARD.row - 3, rx: 3 }, line);
  shape("path", { class: "limb", d: `M12,${index ? -middle : -4} V${middle - 5} Q12,${middle} 17,${middle} H25` }, line);
  const name = branch.id.length < 3 ? `${branch.id}  ${branch.meaning}` : branch.meaning;
  const text = shape("text", { class: "meaning", x: 30, y: 13.5, "data-whole": name }, line);
  text.textContent = name;
  shape("text", { class: "figures", x: width - 9, y: 13.5, "text-anchor": "end" }, line);
};

const paint = (svg, { nodes, selected }) => {
  for (const card of svg.querySelectorAll(".fork")) {
    const look = nodes[card.dataset.fork];
    if (!look) continue;
    card.style.setProperty("--warm", `${look.heat}%`);
    card.dataset.tone = look.tone;
    card.classList.toggle("faded", look.faded);
    card.classList.toggle("found", look.found);
    card.setAttribute("aria-pressed", String(card.dataset.fork === selected));
    card.setAttribute("aria-label", look.spoken);
    card.querySelector("title").textContent = look.spoken;
    card.querySelector(".sum").textContent = look.label;
    paintTitle(card, look.label);
    paintBranches(card, look);
  }
  for (const way of svg.querySelectorAll(".way")) {
    const [from, to] = [nodes[way.dataset.from], nodes[way.dataset.to]];
    way.style.setProperty("--warm", `${Math.min(from.heat, to.heat)}%`);
    way.classList.toggle("untaken", from.tone === "untaken" || to.tone === "untaken");
    way.classList.toggle("faded", from.faded || to.faded);
  }
};

const paintTitle = (card, label) => {
  const words = card.querySelector(".words");
  if (words.dataset.beside === label) return;
  ruler.font = "600 11.5px sans-serif";
  const taken = ruler.measureText(label).width + 9 * card.dataset.fork.length;
  const width = Number(card.querySelector(".card").getAttribute("width"));
  words.textContent = cut(words.dataset.whole, width - 34 - taken, "600 13px sans-serif");
  words.dataset.beside = label;
};

const paintBranches = (card, look) => {
  const width = Number(card.querySelector(".card").getAttribute("width"));
  let left = 10;
  for (const line of card.querySelectorAll("[data-branch]")) {
    const { label, tone, heat, share } = look.branches[line.dataset.branch];
    line.dataset.tone = tone;
    line.style.setProperty("--warm", `${heat}%`);
    line.style.setProperty("--thick", `${1 + heat / 28}px`);
    if (line.classList.contains("part")) {
      const wide = (width - 20) * share;
      line.setAttribute("x", left);
      line.setAttribute("width", Math.max(0, wide - (share < 1 ? 1 : 0)));
      left += wide;
      continue;
    }
    line.querySelector(".share").setAttribute("width", Math.max(share ? 2 : 0, (width - 32) * share));
    const figures = line.querySelector(".figures");
    const meaning = line.querySelector(".meaning");
    if (figures.textContent !== label || !meaning.dataset.cut) {
      figures.textContent = label;
      ruler.font = "11px sans-serif";
      const room = width - 46 - ruler.measureText(label).width;
      meaning.textContent = cut(meaning.dataset.whole, room, "11.5px sans-serif");
      meaning.dataset.cut = "yes";
    }
  }
};

// Where everything stands: elk, in a worker of its own, places chapters, forks and the ways between them.

const CARD = { width: 236, head: 34, row: 19, foot: 7 };

let engine = null;

const elk = (base) => {
  engine ??= new Promise((done, failed) => {
    const folder = `${base}/app/static/elk`;
    const ready = () => done(new window.ELK({ workerUrl: `${folder}/elk-worker.min.js` }));
    if (window.ELK) return ready();
    const script = document.createElement("script");
    script.src = `${folder}/elk-api.js`;
    script.onload = ready;
    script.onerror = () => {
      engine = null;
      failed(new Error("the layout engine could not be loaded"));
    };
    document.head.append(script);
  });
  return engine;
};

const cardHeight = (node, detailed) => CARD.head + (detailed ? node.branches.length * CARD.row + CARD.foot : 12);

const arrange = async ({ groups, nodes, edges }, detailed, base, wide) => {
  const layout = await elk(base);
  const chapters = groups.filter((group) => !group.parent);
  const above = new Map([...groups, ...nodes].map((one) => [one.id, one.parent]));
  const home = homes(above);
  const sweeps = edges.filter(([from, to]) => home.get(from) !== home.get(to));
  const plans = await Promise.all(chapters.map(async (chapter) => {
    const own = (one) => home.get(one.id) === chapter.id;
    const within = edges.filter(([from, to]) => home.get(from) === chapter.id && home.get(to) === chapter.id);
    const byId = new Map();
    for (const group of groups.filter(own)) byId.set(group.id, { id: group.id, of: group, children: [], layoutOptions: INSIDE });
    for (const node of nodes.filter(own)) {
      byId.set(node.id, { id: node.id, of: node, width: CARD.width, height: cardHeight(node, detailed) });
    }
    const root = { id: "all", children: [], layoutOptions: LAYERED };
    const nested = groups.some((group) => group.id !== chapter.id && own(group));
    const holder = nested ? root : byId.get(chapter.id);
    const { laid, swept } = fanned(within, above);
    sweeps.push(...swept);
    holder.edges = laid.map(([from, to, hidden], index) => (
      { id: `${hidden ? HIDDEN : "e"}${index}`, sources: [from], targets: [to] }
    ));
    holder.layoutOptions = nested ? LAYERED : { ...WRAPPED, ...INSIDE };
    for (const { id, of } of byId.values()) (byId.get(of.parent) ?? root).children.push(byId.get(id));
    return flattened(await layout.layout(stripped(root)), byId);
  }));
  const plan = inRows(plans, wide);
  plan.edges.push(...bridges(plan, sweeps));
  return plan;
};

const INSIDE = { "elk.padding": "[top=30,left=16,bottom=16,right=16]" };
const LAYERED = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.padding": "[top=0,left=0,bottom=0,right=0]",
  "elk.layered.spacing.nodeNodeBetweenLayers": "34",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.spacing.nodeNode": "16",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
};

// A long chain goes on in a next line; elk can do that only where no group is nested.
const WRAPPED = {
  ...LAYERED,
  "elk.hierarchyHandling": "SEPARATE_CHILDREN",
  "elk.aspectRatio": "1.9",
  "elk.layered.wrapping.strategy": "MULTI_EDGE",
  "elk.layered.wrapping.additionalEdgeSpacing": "16",
};

// The chapter every group and fork belongs to.
const homes = (above) => {
  const top = (id) => (above.get(id) ? top(above.get(id)) : id);
  return new Map([...above.keys()].map((id) => [id, top(id)]));
};

const HIDDEN = "hidden";
const COLUMN = 4; // forks below one another, of those that follow a single one

// Many forks that follow one would make a tower. They are laid out in columns, as if each followed the one to its
// left; the way that is really there is swept across.
const fanned = (edges, above) => {
  const into = new Map();
  for (const [, to] of edges) into.set(to, (into.get(to) ?? 0) + 1);
  const [laid, swept, fans] = [[], [], new Map()];
  for (const [from, to] of edges) {
    if (into.get(to) > 1 || above.get(from) !== above.get(to)) laid.push([from, to]);
    else fans.set(from, [...(fans.get(from) ?? []), to]);
  }
  for (const [from, targets] of fans) {
    targets.forEach((to, index) => {
      if (index < COLUMN) return laid.push([from, to]);
      laid.push([targets[index - COLUMN], to, true]);
      return swept.push([from, to]);
    });
  }
  return { laid, swept };
};

// What goes to the worker is plain data.
const stripped = ({ of, ...node }) => (node.children ? { ...node, children: node.children.map(stripped) } : node);

// elk measures from the group around; the drawing measures from one corner.
const flattened = (root, byId) => {
  const plan = { width: root.width, height: root.height, groups: [], nodes: [], edges: [] };
  const corner = new Map([["all", [0, 0]]]);
  const walk = (around, depth) => {
    const [left, top] = corner.get(around.id);
    for (const child of around.children ?? []) {
      const place = { x: left + child.x, y: top + child.y, width: child.width, height: child.height, depth };
      corner.set(child.id, [place.x, place.y]);
      (child.children ? plan.groups : plan.nodes).push({ ...byId.get(child.id).of, ...place });
      walk(child, depth + 1);
    }
  };
  walk(root, 0);
  for (const edge of [root, ...(root.children ?? [])].flatMap((one) => one.edges ?? [])) {
    if (edge.id.startsWith(HIDDEN)) continue;
    const [left, top] = corner.get(edge.container ?? "all");
    for (const { startPoint, bendPoints = [], endPoint } of edge.sections ?? []) {
      const points = [startPoint, ...bendPoints, endPoint].map(({ x, y }) => [x + left, y + top]);
      plan.edges.push({ from: edge.sources[0], to: edge.targets[0], points });
    }
  }
  return plan;
};

const GAP = { across: 40, down: 84 };
const NAME = 62; // above the first row, for the names of its chapters

// Chapters stand in reading order, in rows whose width lets the whole be seen as large as can be; a low one may stand
// below the one before it. wide: how much wider than high the picture is.
const inRows = (plans, wide) => {
  const widest = Math.max(...plans.map((plan) => plan.width));
  const all = plans.reduce((sum, plan) => sum + plan.width + GAP.across, 0);
  let best = null;
  for (let limit = widest; limit <= all; limit += 120) {
    for (const stretch of STRETCHES) {
      const made = rowsOf(plans, limit, stretch);
      const size = Math.max(made.width / wide, made.height);
      if (!best || size < best.size) best = { ...made, size };
    }
  }
  const plan = { width: best.width, height: best.height, groups: [], nodes: [], edges: [] };
  plans.forEach((one, index) => {
    const [dx, dy] = best.corners[index];
    const moved = (place) => ({ ...place, x: place.x + dx, y: place.y + dy });
    plan.groups.push(...one.groups.map(moved));
    plan.nodes.push(...one.nodes.map(moved));
    plan.edges.push(...one.edges.map((edge) => ({ ...edge, points: edge.points.map(([x, y]) => [x + dx, y + dy]) })));
  });
  return plan;
};

const STRETCHES = [1, 1.2, 1.45]; // how much higher a row may get by what stands below in it

const rowsOf = (plans, limit, stretch) => {
  let [x, y, high, width, column] = [0, NAME, 0, 0, null];
  const corners = plans.map((plan) => {
    const below = column && column.bottom + GAP.down;
    if (column && below + plan.height <= y + high * stretch && column.x + plan.width <= limit) {
      column.bottom = below + plan.height;
      high = Math.max(high, column.bottom - y);
      x = Math.max(x, column.x + plan.width + GAP.across);
      width = Math.max(width, x - GAP.across);
      return [column.x, below];
    }
    if (x && x + plan.width > limit) [x, y, high] = [0, y + high + GAP.down, 0];
    column = { x, bottom: y + plan.height };
    x += plan.width + GAP.across;
    high = Math.max(high, plan.height);
    width = Math.max(width, x - GAP.across);
    return [column.x, y];
  });
  return { corners, width, height: y + high };
};

// Ways from one chapter to another: from card to card, sideways within a row of chapters, else downwards.
const bridges = (plan, edges) => {
  const places = new Map(plan.nodes.map((node) => [node.id, node]));
  return edges.map(([from, to]) => {
    const [one, other] = [places.get(from), places.get(to)];
    const down = other.x < one.x + one.width && other.y > one.y + one.height;
    const start = down ? [one.x + one.width / 2, one.y + one.height] : [one.x + one.width, one.y + CARD.head / 2];
    const end = down ? [other.x + other.width / 2, other.y] : [other.x, other.y + CARD.head / 2];
    return { from, to, bridge: true, down, points: [start, end] };
  });
};

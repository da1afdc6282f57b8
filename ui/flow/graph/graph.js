// The component: a bar of buttons, the picture, a legend. It is drawn anew only when the forks themselves change.

const shown = new WeakMap();

const bar = (name, ...children) => {
  const element = Object.assign(document.createElement("div"), { className: name });
  element.append(...children);
  return element;
};

const press = (text, label, act) => Object.assign(document.createElement("button"), {
  type: "button", textContent: text, ariaLabel: label, title: label, onclick: act,
});

const begin = (parent) => {
  const state = { plan: null, signature: null, camera: null, pick: () => {}, zoom: null, fork: undefined, name: "flow" };
  const svg = shape("svg", { role: "group", "aria-label": "Forks and the ways between them", class: "picture" });
  const told = Object.assign(document.createElement("p"), { className: "told", textContent: "Laying out …" });
  const look = () => state.camera;
  const replay = bar("replay");
  replay.setAttribute("role", "group");
  replay.setAttribute("aria-label", "Replay of one session");
  replay.hidden = true;
  const tools = bar(
    "tools",
    press("+", "Nearer", () => look()?.zoom(1.35)),
    press("−", "Farther", () => look()?.zoom(1 / 1.35)),
    press("Fit", "The whole flow", () => look()?.whole()),
    press("SVG", "Save as SVG", () => state.plan && saveSvg(svg, state.plan, state.name)),
    press("PNG", "Save as PNG", () => state.plan && savePng(svg, state.plan, state.name)),
  );
  const legend = bar("legend");
  const host = bar("flow", bar("stage", svg, told, tools), replay, legend);
  parent.append(host);
  Object.assign(state, { svg, told, legend, host, replay: replayer(replay, svg, look) });
  listen(state);
  return state;
};

const listen = (state) => {
  const { svg } = state;
  const forkOf = (event) => event.target.closest?.(".fork")?.dataset.fork;
  svg.addEventListener("click", (event) => {
    const fork = forkOf(event);
    if (!state.camera || state.camera.wasDragged()) return;
    if (fork) {
      rove(state, fork);
      state.pick(fork);
    } else if (svg.classList.contains("far")) {
      // From far a click into a chapter goes nearer to it.
      const group = state.plan.groups.find((one) => one.id === event.target.dataset?.group);
      if (group) state.camera.frame(group, 1.1);
    }
  });
  svg.addEventListener("keydown", (event) => {
    const fork = forkOf(event);
    if (!fork) return;
    if (event.key === "Enter" || event.key === " ") state.pick(fork);
    else if (event.key === "+") state.camera.zoom(1.35);
    else if (event.key === "-") state.camera.zoom(1 / 1.35);
    else if (event.key === "0") state.camera.whole();
    else {
      const next = neighbour(state.plan, fork, event.key);
      if (!next) return;
      rove(state, next);
      svg.querySelector(`[data-fork="${next}"]`).focus();
      state.camera.show(next, 0.5);
    }
    event.preventDefault();
    event.stopPropagation();
  });
};

// One card can be reached by Tab; the arrow keys go on from there.
const rove = ({ svg }, fork) => {
  for (const card of svg.querySelectorAll('.fork[tabindex="0"]')) card.setAttribute("tabindex", -1);
  (svg.querySelector(`[data-fork="${fork}"]`) ?? svg.querySelector(".fork"))?.setAttribute("tabindex", 0);
};

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

// The nearest card in that direction, sideways distance counting double.
const neighbour = (plan, fork, key) => {
  const toward = DIRECTIONS[key];
  if (!toward) return null;
  const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
  const from = middle(plan.nodes.find((node) => node.id === fork));
  let [best, least] = [null, Infinity];
  for (const node of plan.nodes) {
    const [dx, dy] = middle(node).map((value, axis) => value - from[axis]);
    const ahead = dx * toward[0] + dy * toward[1];
    const aside = Math.abs(dx * toward[1]) + Math.abs(dy * toward[0]);
    if (ahead > 4 && ahead + 2 * aside < least) [best, least] = [node.id, ahead + 2 * aside];
  }
  return best;
};

const explain = ({ legend }, entries) => {
  legend.replaceChildren(...entries.map(({ tone, said }) => {
    const sign = Object.assign(document.createElement("i"), { className: "sign" });
    sign.dataset.tone = tone;
    return bar("entry", sign, said);
  }));
};

// How much wider than high the picture is.
const proportion = (svg) => (svg.clientWidth || 900) / (svg.clientHeight || 560);

const update = (state, data) => {
  paint(state.svg, data);
  explain(state, data.legend);
  state.replay.follow(data.path, data.session);
  state.replay.again();
  if (state.fork !== data.selected) {
    state.fork = data.selected;
    rove(state, data.selected);
    if (data.selected) state.camera.show(data.selected, 0.5);
  }
  if (state.zoom !== data.zoom) {
    state.zoom = data.zoom;
    const group = state.plan.groups.find((one) => one.id === data.zoom);
    if (group) state.camera.frame(group, 1.1);
    else state.camera.whole();
  }
};

export default function ({ data, parentElement, setStateValue }) {
  let state = shown.get(parentElement);
  if (!state) shown.set(parentElement, (state = begin(parentElement)));
  state.pick = (fork) => setStateValue("selected", fork);
  state.name = data.name;
  state.data = data;
  const signature = JSON.stringify([data.structure, data.detailed]);
  if (signature === state.signature) {
    if (state.plan) update(state, data);
  } else {
    state.signature = signature;
    arrange(data.structure, data.detailed, data.base, proportion(state.svg)).then((plan) => {
      if (state.signature !== signature) return;
      const world = draw(state.svg, plan, data.detailed);
      Object.assign(state, { plan, camera: camera(state.svg, plan, world), zoom: undefined, fork: undefined });
      state.told.hidden = true;
      state.host.dataset.ready = "yes";
      update(state, state.data);
    }).catch((error) => {
      state.signature = null;
      state.told.hidden = false;
      state.told.textContent = `The graph cannot be laid out: ${error.message}. Everything below works without it.`;
    });
  }
  return () => {
    state.replay.stop();
    shown.delete(parentElement);
    state.host.remove();
  };
}

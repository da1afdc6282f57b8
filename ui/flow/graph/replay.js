// One session's path, branch by branch, in the order in which they were first taken.

const PACE_MS = 700;

const replayer = (bar, svg, look) => {
  const state = { path: [], at: -1, timer: null };
  const say = document.createElement("output");
  const slide = Object.assign(document.createElement("input"), { type: "range", min: 0, value: 0, ariaLabel: "Step" });

  const mark = () => {
    for (const element of svg.querySelectorAll(".passed, .current")) element.classList.remove("passed", "current");
    svg.classList.toggle("replaying", state.at >= 0);
    state.path.slice(0, state.at + 1).forEach(({ fork, branch }, index) => {
      const card = svg.querySelector(`[data-fork="${fork}"]`);
      const name = index === state.at ? "current" : "passed";
      for (const element of [card, card?.querySelector(`[data-branch="${branch}"]`)]) {
        element?.classList.remove("passed");
        element?.classList.add(name);
      }
    });
    const step = state.path[state.at];
    say.textContent = step ? `${state.at + 1} / ${state.path.length}  ${step.said}` : `${state.path.length} decisions`;
    slide.value = String(state.at + 1);
    if (step) look().show(step.fork, 0.6);
  };
  const go = (to) => {
    state.at = Math.max(-1, Math.min(state.path.length - 1, to));
    mark();
  };
  const pause = () => {
    clearInterval(state.timer);
    state.timer = null;
    play.textContent = "▶";
    play.ariaLabel = "Play";
  };
  const start = () => {
    if (state.at >= state.path.length - 1) state.at = -1;
    play.textContent = "❚❚";
    play.ariaLabel = "Pause";
    go(state.at + 1);
    state.timer = setInterval(() => (state.at < state.path.length - 1 ? go(state.at + 1) : pause()), PACE_MS);
  };
  const button = (text, label, act) => Object.assign(document.createElement("button"), {
    type: "button", textContent: text, ariaLabel: label, title: label, onclick: act,
  });
  const stepTo = (to) => () => {
    pause();
    go(to());
  };
  const play = button("▶", "Play", () => (state.timer ? pause() : start()));
  slide.oninput = () => {
    pause();
    go(Number(slide.value) - 1);
  };
  bar.append(
    button("❙◀", "Back to the start", stepTo(() => -1)),
    button("◀", "One step back", stepTo(() => state.at - 1)),
    play,
    button("▶❙", "One step on", stepTo(() => state.at + 1)),
    slide,
    say,
  );
  return {
    stop: pause,
    again: mark,
    follow: (path, name) => {
      bar.hidden = !path?.length;
      const same = bar.dataset.of === name && state.path.length === (path?.length ?? 0);
      bar.dataset.of = name;
      state.path = path ?? [];
      slide.max = String(state.path.length);
      if (same) return;
      pause();
      state.at = -1;
      mark();
    },
  };
};

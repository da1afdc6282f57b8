const part = (name, text) => {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
};

const card = (day, chosen, pick) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = day.rests ? "day rests" : "day";
  button.style.setProperty("--kind", `var(--st-${day.colour}-color)`);
  button.style.setProperty("--kind-ground", `var(--st-${day.colour}-background-color)`);
  button.style.setProperty("--kind-text", `var(--st-${day.colour}-text-color)`);
  button.setAttribute("aria-pressed", String(day.day === chosen));
  button.dataset.day = day.day;
  const date = part("date", "");
  date.append(part("weekday", day.weekday), part("number", day.date));
  button.append(date, part("kind", day.kind));
  if (day.focus) button.append(part("focus", day.focus));
  if (day.state) {
    const state = part("state", day.state);
    state.style.color = `var(--st-${day.state_colour}-text-color)`;
    button.append(state);
  } else if (day.minutes) button.append(part("minutes", day.minutes));
  button.onclick = () => pick(day.day);
  return button;
};

export default function ({ data, parentElement, setTriggerValue }) {
  let group = parentElement.querySelector(".days");
  if (!group) {
    group = document.createElement("div");
    group.className = "days";
    group.setAttribute("role", "group");
    const frame = document.createElement("div");
    frame.className = "frame";
    frame.append(group);
    parentElement.append(frame);
  }
  const focused = parentElement.activeElement?.dataset?.day;
  group.setAttribute("aria-label", data.label);
  group.replaceChildren(...data.cards.map((day) => card(day, data.chosen, (number) => setTriggerValue("picked", number))));
  if (focused) group.querySelector(`[data-day="${focused}"]`)?.focus();
}

// The picture as a file that needs nothing of this page: every colour and font is written into it.

const STYLES = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity", "font-family",
  "font-size", "font-weight", "text-anchor", "display",
];
const pixel = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
  .getContext("2d", { willReadFrequently: true });
const known = new Map();

// Mixed colours become plain ones, which any program can read.
const plainColour = (colour) => {
  if (!/[a-z]+\(/.test(colour) || colour.startsWith("url")) return colour;
  if (!known.has(colour)) {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
    known.set(colour, alpha === 255 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`);
  }
  return known.get(colour);
};

const picture = (svg, plan) => {
  const far = svg.classList.contains("far");
  svg.classList.remove("far");
  nameGroups(svg, 14);
  const copy = svg.cloneNode(true);
  const copies = copy.querySelectorAll("*");
  svg.querySelectorAll("*").forEach((element, index) => {
    const style = getComputedStyle(element);
    const written = STYLES.map((name) => [name, plainColour(style.getPropertyValue(name))]);
    copies[index].setAttribute("style", written.map((pair) => pair.join(":")).join(";"));
  });
  svg.classList.toggle("far", far);
  if (far) nameGroups(svg, parseFloat(svg.style.getPropertyValue("--chapter")));
  for (const ring of copy.querySelectorAll(".ring")) ring.remove();
  copy.querySelector(".world").removeAttribute("transform");
  const margin = 16;
  const [width, height] = [plan.width + 2 * margin, plan.height + 2 * margin].map(Math.ceil);
  for (const [name, value] of Object.entries({ xmlns: SVG, width, height, viewBox: `${-margin} ${-margin} ${width} ${height}` })) {
    copy.setAttribute(name, value);
  }
  const ground = plainColour(getComputedStyle(svg.parentElement).backgroundColor);
  copy.prepend(shape("rect", { x: -margin, y: -margin, width, height, fill: ground }));
  return { text: new XMLSerializer().serializeToString(copy), width, height };
};

const handOut = (blob, name) => {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const saveSvg = (svg, plan, name) => handOut(new Blob([picture(svg, plan).text], { type: "image/svg+xml" }), `${name}.svg`);

const savePng = async (svg, plan, name) => {
  const { text, width, height } = picture(svg, plan);
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  await image.decode();
  const scale = Math.min(2, 12_000 / Math.max(width, height));
  const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => handOut(blob, `${name}.png`));
};

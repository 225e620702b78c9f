// Writes the parts of Open Peeps (Pablo Stanley, CC0 1.0) that portraits are put together from, one SVG file a part.
// Run once, its output is committed. In an empty folder outside the project, with Node 18 or newer:
//   npm install --no-save @dicebear/core@9.4.3 @dicebear/open-peeps@9.4.3 && node PROJECT/assets/portraits/export.mjs
//
// A part stands where it belongs on a page of 704 units. Its colours are four that nobody would choose, for the game to
// put others in their place: SKIN, HAIR, CLOTHING and the INK of lines. Faces are taken apart into brows, eyes, nose and
// mouth, which lets one face go from one feeling to another. Files that are not named here are our own drawings.

import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const SKIN = "#ff0001", HAIR = "#ff0002", CLOTHING = "#ff0003", INK = "#ff0004";
const NOT_PEOPLE = ["bear", "mohawk", "mohawk2", "eyepatch", "moustache3", "moustache4", "moustache8"];
const FEATURES = {
  brows: ["blank", "calm", "concerned", "concernedFear", "contempt", "explaining", "old", "smile", "tired"],
  eyes: ["blank", "calm", "contempt", "eyesClosed", "smile", "tired"],
  mouth: ["calm", "concernedFear", "contempt", "driven", "eyesClosed", "old", "smile", "solemn", "suspicious", "tired", "veryAngry"],
};

const here = dirname(fileURLToPath(import.meta.url));
const installed = createRequire(pathToFileURL(join(realpathSync(process.cwd()), "x.js")));
const library = dirname(installed.resolve("@dicebear/open-peeps"));
const from = (file) => import(pathToFileURL(join(library, file)));
const colours = { skin: SKIN, headContrast: HAIR, clothing: CLOTHING };

function write(folder, name, place, body) {
  const words = name.replace(/(?<=[a-z])(?=[A-Z0-9])/g, "_").toLowerCase();
  const inked = body.replaceAll(/fill="(#000|#231F20)"/g, `fill="${INK}"`);
  const page = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 704 704" fill="none">`;
  mkdirSync(join(here, folder), { recursive: true });
  writeFileSync(join(here, folder, `${words}.svg`), `${page}\n<g transform="${place}">${inked}</g>\n</svg>\n`);
}

// Subpaths with a start of their own, each with the box of its points; those without any extent are dropped.
function subpaths(data) {
  const found = [];
  let at = 0, command = "", x = 0, y = 0, start = [0, 0], now;
  const token = (pattern) => {
    const match = new RegExp(`[\\s,]*(${pattern})`, "y");
    match.lastIndex = at;
    const hit = match.exec(data);
    if (hit) at = match.lastIndex;
    return hit?.[1];
  };
  const number = () => Number(token("[-+]?(?:\\d*\\.\\d+|\\d+\\.?)(?:e[-+]?\\d+)?"));
  const arguments_ = { M: "xy", L: "xy", H: "x", V: "y", C: "xyxyxy", S: "xyxy", Q: "xyxy", T: "xy", A: "rraffxy" };
  const rounded = (value) => Math.round(value * 10) / 10;
  for (;;) {
    const next = token("[A-Za-z]");
    if (next) command = next;
    else if (at >= data.trimEnd().length) break;
    else command = { M: "L", m: "l" }[command] ?? command;
    const kind = command.toUpperCase(), [fromX, fromY] = command === kind ? [0, 0] : [x, y];
    if (kind === "Z") {
      now.data += "Z";
      [x, y] = start;
      continue;
    }
    const values = [];
    for (const what of arguments_[kind]) {
      if (what === "x") values.push((x = rounded(fromX + number())));
      else if (what === "y") values.push((y = rounded(fromY + number())));
      else values.push(what === "f" ? token("[01]") : number());
      if (kind !== "M" && (what === "y" || kind === "H")) now.points.push([x, y]);
    }
    if (kind === "M") {
      start = [x, y];
      found.push((now = { data: "", points: [[x, y]] }));
    }
    now.data += kind + values.join(" ");
  }
  for (const path of found) {
    const xs = path.points.map((point) => point[0]), ys = path.points.map((point) => point[1]);
    path.box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  }
  return found.filter(({ box }) => box[2] - box[0] > 3 || box[3] - box[1] > 3);
}

function featureAt([left, top, right, low]) {
  if (left > 110 && right < 220 && top > 115 && top < 150 && low > 175) return "nose";
  if (top > 180) return "mouth";
  return low <= 110 && top < 90 ? "brows" : "eyes";
}

function feature(svg, wanted) {
  const data = [...svg.matchAll(/<path[^>]* d="([^"]*)"/g)].flatMap((match) => subpaths(match[1]));
  const parts = data.filter((path) => featureAt(path.box) === wanted).map((path) => path.data);
  if (parts.length === 0) throw new Error(`no ${wanted} found`);
  return `<path fill-rule="evenodd" fill="${INK}" d="${parts.join("")}"/>`;
}

const { face } = await from("components/face.js");
for (const [kind, names] of Object.entries(FEATURES))
  for (const name of names) write(kind, name, "translate(315 248)", feature(face[name]({}, colours), kind));
write("nose", "plain", "translate(315 248)", feature(face.calm({}, colours), "nose"));

for (const [folder, file, key, place] of [
  ["head", "head.js", "head", "matrix(.99789 0 0 1 156 62)"],
  ["facial_hair", "facialHair.js", "facialHair", "translate(279 400)"],
  ["accessory", "accessories.js", "accessories", "translate(203 303)"],
])
  for (const [name, part] of Object.entries((await from(`components/${file}`))[key]))
    if (!NOT_PEOPLE.includes(name)) write(folder, name, place, part({}, colours));

const { create } = await from("index.js");
const nobody = { prng: { pick: (list) => list[0], bool: () => false, integer: () => 0, shuffle: (list) => list } };
const whole = create({ ...nobody, options: { skinColor: [SKIN.slice(1)], clothingColor: [CLOTHING.slice(1)], headContrastColor: [HAIR.slice(1)], head: [], face: [], facialHair: [], accessories: [], mask: [] } });
write("body", "crew_neck", "translate(0 0)", whole.body.slice(0, whole.body.indexOf("</g>") + 4));

import { Camera } from './camera.ts';
import { drawLathe, ringsOf } from './lathe.ts';
import { LIGHT, linear, type Vector } from './light.ts';
import { backdrop } from './materials.ts';
import type { Lathe, Model, Thing } from './model.ts';
import { drawSlab } from './slab.ts';
import { blurred, Defs, n } from './svg.ts';
import { along, drawTube } from './tube.ts';

export interface Shot {
  width: number;
  height: number;
  /** Degrees that the turntable is turned, and that the camera looks down. */
  turn: number;
  elevation: number;
  collection: string;
  /** How much of the picture the model fills, 0 to 1. */
  fill: number;
  /** Morning light through a window, on the wall. */
  window?: boolean;
  /** Looks at `focus`, this many times nearer. */
  near?: number;
  /** Moves the middle of the model, in parts of the picture. */
  shift?: readonly [x: number, y: number];
}

interface Corners {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const profilePoints = (lathe: Lathe) => ringsOf(lathe.profile, 1);

/** How far the model reaches on the picture, at the camera's present scale. */
const reach = (model: Model, camera: Camera): Corners => {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  const see = (x: number, y: number, z: number, r: number) => {
    const [px, py] = camera.project([x, y, z]);
    const ry = r * camera.tilt * camera.scale;
    box.left = Math.min(box.left, px - r * camera.scale);
    box.right = Math.max(box.right, px + r * camera.scale);
    box.top = Math.min(box.top, py - ry);
    box.bottom = Math.max(box.bottom, py + ry);
  };
  for (const thing of model.things) {
    const [x, , z] = camera.turned([thing.x, 0, thing.z]);
    for (const lathe of thing.lathes ?? []) for (const p of profilePoints(lathe)) see(x, p.y, z, p.r);
    for (const tube of thing.tubes ?? [])
      for (const p of tube.path) {
        const [tx, ty, tz] = camera.turned(p);
        see(tx + x, ty, tz + z, tube.radius(0.5));
      }
    for (const slab of thing.slabs ?? [])
      for (const sx of [-0.5, 0.5])
        for (const sz of [-0.5, 0.5]) {
          const [tx, , tz] = camera.turned([slab.x + sx * slab.width, 0, slab.z + sz * slab.depth]);
          see(tx + x, slab.y + slab.height, tz + z, 0);
          see(tx + x, slab.y, tz + z, 0);
        }
  }
  return box;
};

/** What a thing hides from the light, laid on the table. `spread` 0 is where it stands, 1 its whole shadow. */
const shadowOf = (thing: Thing, camera: Camera, spread: number): string => {
  const [x, , z] = camera.turned([thing.x, 0, thing.z]);
  const cast = (p: Vector, r: number) => {
    const k = (p[1] / LIGHT[1]) * spread * 0.62;
    const [cx, cy] = camera.project([p[0] - LIGHT[0] * k, 0, p[2] - LIGHT[2] * k * 0.35]);
    return `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(r * camera.scale)}" ry="${n(r * camera.tilt * camera.scale)}"/>`;
  };
  const drawn: string[] = [];
  for (const lathe of thing.lathes ?? []) {
    const points = profilePoints(lathe);
    for (const p of spread ? points : points.filter((q) => q.y < 0.6)) drawn.push(cast([x, p.y, z], p.r));
  }
  if (spread)
    for (const tube of thing.tubes ?? [])
      for (let i = 0; i <= 24; i++) {
        const [tx, ty, tz] = camera.turned(along(tube.path, i / 24));
        drawn.push(cast([tx + x, ty, tz + z], tube.radius(0.5)));
      }
  for (const slab of thing.slabs ?? []) {
    const height = spread ? slab.y + slab.height : 0;
    const k = (height / LIGHT[1]) * spread * 0.62;
    const corners = [
      [-0.5, -0.5],
      [0.5, -0.5],
      [0.5, 0.5],
      [-0.5, 0.5],
    ].map(([sx, sz]) => {
      const t = camera.turned([
        slab.x + (sx as number) * slab.width,
        0,
        slab.z + (sz as number) * slab.depth,
      ]);
      return camera.project([t[0] + x - LIGHT[0] * k, 0, t[2] + z - LIGHT[2] * k * 0.35]);
    });
    drawn.push(`<path d="M${corners.map(([px, py]) => `${n(px)} ${n(py)}`).join('L')}Z"/>`);
  }
  return drawn.join('');
};

/** Wall and table without an edge between them, lighter where the window is. */
const room = (defs: Defs, shot: Shot, horizon: number, dim: boolean): string => {
  const { wall, floor } = backdrop(shot.collection);
  const { width: w, height: h } = shot;
  const sweep = defs.add(
    'sweep',
    (id) =>
      `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${wall}"/><stop offset="${n(horizon - 0.16)}" stop-color="${wall}"/><stop offset="${n(horizon + 0.05)}" stop-color="${floor}"/><stop offset="1" stop-color="${floor}"/></linearGradient>`,
  );
  const pool = defs.add(
    'pool',
    (id) =>
      `<radialGradient id="${id}" cx=".26" cy=".3" r=".95"><stop offset="0" stop-color="#fff" stop-opacity="${dim ? 0.12 : 0.5}"/><stop offset=".5" stop-color="#fff" stop-opacity=".06"/><stop offset="1" stop-color="#2a1c10" stop-opacity=".2"/></radialGradient>`,
  );
  const night = dim ? `<rect width="${w}" height="${h}" fill="#3a2c22" opacity=".42"/>` : '';
  const bars = [0, 1, 2]
    .flatMap((i) => [0, 1].map((j) => [0.08 + i * 0.155, 0.02 + j * 0.3] as const))
    .map(
      ([x, y]) =>
        `<path d="M${n(w * x)} ${n(h * (y + x * 0.18))}l${n(w * 0.13)} ${n(h * 0.025)}v${n(h * 0.27)}l${n(-w * 0.13)} ${n(-h * 0.025)}z" fill="#fff8e6"/>`,
    )
    .join('');
  const window = shot.window && !dim ? blurred(defs, w * 0.012, bars, 0.34) : '';
  return `<rect width="${w}" height="${h}" fill="url(#${sweep})"/>${night}<rect width="${w}" height="${h}" fill="url(#${pool})"/>${window}`;
};

const glow = (defs: Defs, shot: Shot, [x, y]: readonly [number, number], size: number): string => {
  const id = defs.add(
    'lamp',
    (id) =>
      `<radialGradient id="${id}"><stop offset="0" stop-color="#ffe2a8" stop-opacity=".85"/><stop offset=".35" stop-color="#ffcf86" stop-opacity=".32"/><stop offset="1" stop-color="#ffb65c" stop-opacity="0"/></radialGradient>`,
  );
  return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(size)}" ry="${n(size)}" fill="url(#${id})"/><ellipse cx="${n(x)}" cy="${n(shot.height * 0.82)}" rx="${n(size)}" ry="${n(size * 0.34)}" fill="url(#${id})" opacity=".8"/>`;
};

/** The shade of a foot on the tray below it. */
const shadeOn = (defs: Defs, camera: Camera, [x, y, z]: Vector, r: number): string => {
  const [cx, cy] = camera.project([x + r * 0.12, y, z + r * 0.04]);
  const rx = (r * 1.14 + 0.4) * camera.scale;
  const id = defs.add(
    'shade',
    (id) =>
      `<radialGradient id="${id}"><stop offset="0" stop-color="#160c06" stop-opacity=".6"/><stop offset=".72" stop-color="#160c06" stop-opacity=".55"/><stop offset=".88" stop-color="#160c06" stop-opacity=".22"/><stop offset="1" stop-color="#160c06" stop-opacity="0"/></radialGradient>`,
  );
  return `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(rx * camera.tilt)}" fill="url(#${id})"/>`;
};

const drawThing = (defs: Defs, camera: Camera, thing: Thing, bounce: ReturnType<typeof linear>): string => {
  const [x, , z] = camera.turned([thing.x, 0, thing.z]);
  const tubes = (thing.tubes ?? []).map((tube) => drawTube(defs, camera, [x, 0, z], tube, bounce));
  const foot = thing.lathes?.[0]?.profile[0];
  return [
    ...(thing.on && foot ? [shadeOn(defs, camera, [x, thing.on, z], foot[0])] : []),
    ...(thing.slabs ?? []).map((slab) => drawSlab(defs, camera, [x, 0, z], slab, bounce)),
    ...tubes.map((t) => t.far),
    ...(thing.lathes ?? []).map((lathe) => drawLathe(defs, camera, x, z, lathe, bounce)),
    ...tubes.map((t) => t.near),
  ].join('');
};

/** One picture as two SVGs, one over the other: all that is soft costs little when it is drawn small. */
export interface Layers {
  width: number;
  height: number;
  /** Wall, table, light and shadows. */
  backdrop: string;
  things: string;
}

export const draw = (model: Model, shot: Shot): Layers => {
  const { width, height } = shot;
  const elevation = Math.min(62, shot.elevation + (model.raise ?? 0));
  const camera = new Camera(shot.turn + (model.turn ?? 0), elevation);
  const natural = reach(model, camera);
  const [w, h] = [natural.right - natural.left, natural.bottom - natural.top];
  camera.scale = Math.min((width * shot.fill) / w, (height * shot.fill * 0.86) / h);
  const [shiftX, shiftY] = shot.shift ?? [0, 0];
  camera.originX = width * (0.49 + shiftX) - ((natural.left + natural.right) / 2) * camera.scale;
  camera.originY = height * (0.545 + shiftY) - ((natural.top + natural.bottom) / 2) * camera.scale;
  if (shot.near) {
    const [x, , z] = [model.focus[0], 0, model.focus[2]];
    const turned = camera.turned([x, 0, z]);
    camera.scale *= shot.near * (model.zoom ?? 1);
    const [fx, fy] = camera.project([turned[0], model.focus[1], turned[2]]);
    camera.originX += width * 0.5 - fx;
    camera.originY += height * 0.48 - fy;
  }
  const [far, defs] = [new Defs(), new Defs()];
  const bounce = linear(backdrop(shot.collection).floor);
  const box = reach(model, camera);
  const horizon =
    elevation > 34
      ? 0.1
      : Math.min(0.75, Math.max(0.2, (box.bottom - (box.bottom - box.top) * 0.42) / height));
  const lit = model.lamp !== undefined;
  // From the back to the front; what stands on a tray comes after the tray.
  const order = (thing: Thing) => camera.turned([thing.x, 0, thing.z])[2] + (thing.on ? 100 : 0);
  const things = [...model.things].sort((a, b) => order(a) - order(b));
  const unitSize = camera.scale;
  const shadows = [
    blurred(
      far,
      unitSize * 0.75,
      `<g>${things.map((t) => shadowOf(t, camera, 1)).join('')}</g>`,
      lit ? 0.2 : 0.3,
    ),
    blurred(far, unitSize * 0.3, things.map((t) => shadowOf(t, camera, 0.25)).join(''), 0.28),
    blurred(far, unitSize * 0.1, things.map((t) => shadowOf(t, camera, 0)).join(''), 0.55),
  ].join('');
  const lamp = lit
    ? glow(far, shot, camera.project([0, model.lamp as number, 0]), (box.bottom - box.top) * 0.75)
    : '';
  const whole = (inner: string, used: Defs) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${used.toString()}${inner}</svg>`;
  const soft = `${room(far, shot, horizon, lit)}<g fill="#2b1c12">${shadows}</g>${lamp}`;
  const drawn = things.map((t) => drawThing(defs, camera, t, bounce)).join('');
  return { width, height, backdrop: whole(soft, far), things: whole(drawn, defs) };
};

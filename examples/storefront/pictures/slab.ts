import type { Camera } from './camera.ts';
import { hex, surface, type Rgb, type Vector } from './light.ts';
import type { Slab } from './model.ts';
import { n, textured, type Defs } from './svg.ts';

/** The outline of a board seen from above, with round corners, in the order of the clock. */
const outline = (width: number, depth: number, corner: number): [number, number][] => {
  const points: [number, number][] = [];
  const c = Math.min(corner, width / 2, depth / 2);
  for (const [sx, sz, from] of [
    [1, 1, 0],
    [-1, 1, 90],
    [-1, -1, 180],
    [1, -1, 270],
  ] as const)
    for (let k = 0; k <= 8; k++) {
      const a = ((from + k * 11.25) * Math.PI) / 180;
      points.push([sx * (width / 2 - c) + c * Math.cos(a), sz * (depth / 2 - c) + c * Math.sin(a)]);
    }
  return points;
};

/** Draws a board or a cloth: its sides as thin upright strips, then its top. */
export const drawSlab = (defs: Defs, camera: Camera, place: Vector, slab: Slab, bounce: Rgb): string => {
  const at = (x: number, y: number, z: number): [number, number] =>
    camera.project(
      ((t) => [t[0] + place[0], t[1] + place[1], t[2] + place[2]] as Vector)(
        camera.turned([slab.x + x, slab.y + y, slab.z + z]),
      ),
    );
  const path = (points: [number, number][]) => `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z`;
  const color = (normal: Vector, shade = 0) =>
    hex(surface(slab.material, camera.turned(normal), camera.view, bounce, shade));
  const face = (points: [number, number][], y: number) => path(points.map(([x, z]) => at(x, y, z)));

  const edge = outline(slab.width, slab.depth, slab.corner);
  // A board has one upright side; a folded cloth is round there, so it is drawn in bands.
  const bands = slab.soft ? [-0.75, -0.4, 0, 0.4, 0.75, 1] : [0, 1];
  const swell = (band: number) =>
    slab.soft ? Math.sqrt(1 - Math.min(1, Math.abs(band) * 0.98) ** 2) * slab.height * 0.45 : 0;
  const level = (band: number) => (slab.soft ? ((band + 1) / 2) * slab.height : band * slab.height);
  const strips: string[] = [];
  edge.forEach((a, i) => {
    const b = edge[(i + 1) % edge.length] as [number, number];
    const length = Math.hypot(b[1] - a[1], b[0] - a[0]) || 1;
    const out: [number, number] = [(b[1] - a[1]) / length, -(b[0] - a[0]) / length];
    if (camera.turned([out[0], 0, out[1]])[2] <= -0.05) return;
    bands.slice(1).forEach((upper, k) => {
      const lower = bands[k] as number;
      const corner = (p: [number, number], band: number) =>
        at(p[0] + out[0] * swell(band), level(band), p[1] + out[1] * swell(band));
      const up = slab.soft ? (lower + upper) / 2 : 0;
      const flat = Math.sqrt(1 - up * up);
      const fill = color([out[0] * flat, up, out[1] * flat], slab.soft ? Math.max(0, -up) * 0.7 : 0.12);
      strips.push(
        `<path d="${path([corner(a, lower), corner(b, lower), corner(b, upper), corner(a, upper)])}" fill="${fill}" stroke="${fill}" stroke-width="0.8"/>`,
      );
    });
  });
  const sides = strips.join('');
  const [left, right] = [
    at(-slab.width / 2, slab.height, -slab.depth / 2),
    at(slab.width / 2, slab.height, slab.depth / 2),
  ];
  const top = defs.add(
    `slab ${slab.material.color} ${n(left[0])} ${n(right[1])}`,
    (id) =>
      `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${n(left[0])}" y1="${n(left[1])}" x2="${n(right[0])}" y2="${n(right[1])}"><stop offset="0" stop-color="${color([-0.12, 0.99, 0.05])}"/><stop offset=".5" stop-color="${color([0, 1, 0], 0.03)}"/><stop offset="1" stop-color="${color([0.14, 0.98, 0], 0.1)}"/></linearGradient>`,
  );
  let drawn = `${sides}<path d="${face(edge, slab.height)}" fill="url(#${top})"/>`;
  // Light catches the edge that faces it.
  drawn += `<path d="${face(edge, slab.height)}" fill="none" stroke="${color([-0.5, 0.8, 0.3])}" stroke-opacity=".55" stroke-width="${n(camera.scale * 0.05)}"/>`;
  for (const place of slab.stripes?.at ?? []) {
    const half = 0.012;
    const [z1, z2] = [(place - half) * slab.depth, (place + half) * slab.depth];
    const stripe = slab.stripes?.material ?? slab.material;
    const fill = hex(surface(stripe, camera.turned([0, 1, 0]), camera.view, bounce));
    const x = slab.width / 2;
    drawn += `<path d="${path([at(-x, slab.height, z1), at(x, slab.height, z1), at(x, slab.height, z2), at(-x, slab.height, z2)])}" fill="${fill}" fill-opacity=".9"/>`;
  }
  if (slab.recess) {
    const { inset, depth } = slab.recess;
    const inner = outline(slab.width - 2 * inset, slab.depth - 2 * inset, Math.max(0.2, slab.corner - inset));
    const clip = defs.add(
      `recess ${n(left[0])} ${n(left[1])} ${slab.width}`,
      (id) => `<clipPath id="${id}"><path d="${face(inner, slab.height)}"/></clipPath>`,
    );
    drawn += `<path d="${face(inner, slab.height)}" fill="${color([0.45, 0.75, 0.4], 0.35)}"/><g clip-path="url(#${clip})"><path d="${face(inner, slab.height - depth)}" fill="url(#${top})"/><path d="${face(inner, slab.height - depth)}" fill="#1c0f06" fill-opacity=".14"/></g><path d="${face(inner, slab.height)}" fill="none" stroke="#fff3dc" stroke-opacity=".35" stroke-width="${n(camera.scale * 0.06)}"/>`;
  }
  return textured(defs, slab.material.texture, camera.scale, drawn);
};

import type { Camera } from './camera.ts';
import type { Material, Rgb } from './light.ts';
import type { Lathe, ProfilePoint } from './model.ts';
import { n, stops, textured, type Defs } from './svg.ts';

/** A ring of the body: radius, height, and the outward normal as (away from the axis, up). */
interface Ring {
  r: number;
  y: number;
  out: number;
  up: number;
}

/** Catmull-Rom through the points, straight at corners that are sharp; about `per` rings a centimetre. */
export const ringsOf = (profile: readonly ProfilePoint[], per: number): Ring[] => {
  const points: { r: number; y: number }[] = [];
  for (let i = 0; i + 1 < profile.length; i++) {
    const b = profile[i] as ProfilePoint;
    const c = profile[i + 1] as ProfilePoint;
    const a = b[2] ? b : (profile[i - 1] ?? b);
    const d = c[2] ? c : (profile[i + 2] ?? c);
    const steps = Math.max(2, Math.ceil(Math.hypot(c[0] - b[0], c[1] - b[1]) * per));
    for (let k = i === 0 ? 0 : 1; k <= steps; k++) {
      const t = k / steps;
      const at = (j: 0 | 1) =>
        0.5 *
        (2 * b[j] +
          (c[j] - a[j]) * t +
          (2 * a[j] - 5 * b[j] + 4 * c[j] - d[j]) * t * t +
          (3 * b[j] - a[j] - 3 * c[j] + d[j]) * t * t * t);
      points.push({ r: Math.max(0, at(0)), y: at(1) });
    }
  }
  return points.map((point, i) => {
    const before = points[Math.max(0, i - 1)] ?? point;
    const after = points[Math.min(points.length - 1, i + 1)] ?? point;
    const length = Math.hypot(after.r - before.r, after.y - before.y) || 1;
    return { ...point, out: (after.y - before.y) / length, up: -(after.r - before.r) / length };
  });
};

const gradient = (
  defs: Defs,
  camera: Camera,
  material: Material,
  ring: Ring,
  bounce: Rgb,
  inside: boolean,
  shade: number,
): string => {
  // What reflects sharply shows every step between two gradients.
  const steps = material.metal || material.gloss > 0.7 ? 240 : 90;
  const angle = Math.round((Math.atan2(ring.up, ring.out) / Math.PI) * steps);
  const dim = Math.round(shade * 10) / 10;
  const out = Math.cos((angle / steps) * Math.PI);
  const up = Math.sin((angle / steps) * Math.PI);
  const key = `ring ${material.color} ${material.gloss} ${material.glow} ${angle} ${inside} ${dim}`;
  return defs.add(
    key,
    (id) =>
      `<linearGradient id="${id}">${stops(
        material.metal || material.gloss > 0.7 ? 40 : 22,
        material,
        camera.view,
        bounce,
        // Of a hollow the far wall is seen, which faces the other way.
        (x) => [x * out, up, Math.sqrt(1 - x * x) * (inside ? -out : out)],
        dim,
      )}</linearGradient>`,
  );
};

const disc = (camera: Camera, x: number, z: number, ring: { r: number; y: number }, fill: string) => {
  const [cx, cy] = camera.project([x, ring.y, z]);
  const rx = ring.r * camera.scale;
  return `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(rx * camera.tilt)}" fill="${fill}"/>`;
};

/** Draws a turned thing as a stack of discs, from the foot up: each covers what is behind it, as in the world. */
export const drawLathe = (
  defs: Defs,
  camera: Camera,
  x: number,
  z: number,
  lathe: Lathe,
  bounce: Rgb,
): string => {
  const per = Math.min(40, camera.scale / 2.7);
  const rings = ringsOf(lathe.profile, per);
  const base = rings[0]?.y ?? 0;
  const groups: { texture: Material['texture']; drawn: string[] }[] = [];
  for (const ring of rings) {
    const material = lathe.paint?.(ring.y, ring.r) ?? lathe.material;
    // The last centimetre above what it stands on gets less light.
    const shade = 0.42 * Math.max(0, 1 - (ring.y - base) / 1.1) ** 2;
    const fill = `url(#${gradient(defs, camera, material, ring, bounce, false, shade)})`;
    const last = groups.at(-1);
    const group =
      last && last.texture === material.texture ? last : { texture: material.texture, drawn: [] as string[] };
    if (group !== last) groups.push(group);
    group.drawn.push(disc(camera, x, z, ring, fill));
  }
  const outside = groups.map((g) => textured(defs, g.texture, camera.scale, g.drawn.join(''))).join('');
  return lathe.hollow ? outside + drawHollow(defs, camera, x, z, lathe.hollow, bounce, per) : outside;
};

/** The inside of a bowl: discs from the rim down, all behind the rim. */
const drawHollow = (
  defs: Defs,
  camera: Camera,
  x: number,
  z: number,
  hollow: NonNullable<Lathe['hollow']>,
  bounce: Rgb,
  per: number,
): string => {
  // The profile runs downwards, so that the normals of `ringsOf` point to the axis.
  const rings = ringsOf(hollow.profile, per);
  const rim = rings[0] as Ring;
  const depth = rim.y - Math.min(...rings.map((ring) => ring.y)) || 1;
  const drawn: string[] = [];
  for (const ring of rings) {
    if (hollow.liquid && ring.y < hollow.liquid.height) break;
    const shade = 0.5 * Math.min(1, ((rim.y - ring.y) / depth) * Math.min(1, depth / rim.r));
    const fill = `url(#${gradient(defs, camera, hollow.material, ring, bounce, true, shade)})`;
    drawn.push(disc(camera, x, z, ring, fill));
  }
  const { liquid } = hollow;
  if (liquid) {
    const ring = rings.find((r) => r.y <= liquid.height) ?? rim;
    const id = defs.add(
      `liquid ${liquid.material.color}`,
      (id) =>
        `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#e2b476"/><stop offset=".3" stop-color="${liquid.material.color}"/><stop offset="1" stop-color="#57300f"/></linearGradient>`,
    );
    drawn.push(disc(camera, x, z, { r: ring.r, y: liquid.height }, `url(#${id})`));
  }
  const clip = defs.add(
    `rim ${x} ${z} ${rim.r} ${rim.y} ${camera.originX} ${camera.originY} ${camera.scale}`,
    (id) => `<clipPath id="${id}">${disc(camera, x, z, rim, '#000')}</clipPath>`,
  );
  return `<g clip-path="url(#${clip})">${textured(defs, hollow.material.texture, camera.scale, drawn.join(''))}${(hollow.contents ?? []).map((c) => drawLathe(defs, camera, x, z, c, bounce)).join('')}</g>`;
};

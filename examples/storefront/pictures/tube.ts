import type { Camera } from './camera.ts';
import { unit, type Rgb, type Vector } from './light.ts';
import type { Tube } from './model.ts';
import { n, stops, textured, type Defs } from './svg.ts';

const STEPS = 56;

/** A point of the path, 0 to 1. */
export const along = (path: readonly Vector[], t: number): Vector => {
  const at = t * (path.length - 1);
  const i = Math.min(path.length - 2, Math.floor(at));
  const u = at - i;
  const b = path[i] as Vector;
  const c = path[i + 1] as Vector;
  const a = path[i - 1] ?? b;
  const d = path[i + 2] ?? c;
  return [0, 1, 2].map((j) => {
    const [p, q, r, s] = [a[j], b[j], c[j], d[j]] as [number, number, number, number];
    return (
      0.5 * (2 * q + (r - p) * u + (2 * p - 5 * q + 4 * r - s) * u * u + (3 * q - p - 3 * r + s) * u ** 3)
    );
  }) as unknown as Vector;
};

/** The first bit of a tube is rounded, so that it grows out of what it sits on. */
const root = (t: number) => (t > 0.1 ? 1 : Math.sqrt(Math.max(0.02, 1 - (1 - t / 0.1) ** 2)));

/** A tube as short pieces, each lit across. `far` are the pieces behind the axis of the thing, `near` the others. */
export const drawTube = (
  defs: Defs,
  camera: Camera,
  place: Vector,
  tube: Tube,
  bounce: Rgb,
): { far: string; near: string } => {
  const samples = Array.from({ length: STEPS + 1 }, (_, i) => {
    const t = i / STEPS;
    const [x, y, z] = camera.turned(along(tube.path, t));
    return {
      p: camera.project([x + place[0], y + place[1], z + place[2]]),
      z,
      r: tube.radius(t) * root(t) * camera.scale,
    };
  });
  const mean = samples.reduce((sum, s) => sum + s.z, 0) / samples.length;
  const far: string[] = [];
  const near: string[] = [];
  for (let i = 0; i < STEPS; i++) {
    const a = samples[i] as (typeof samples)[number];
    const b = samples[i + 1] as (typeof samples)[number];
    const before = samples[Math.max(0, i - 1)] ?? a;
    const after = samples[Math.min(STEPS, i + 2)] ?? b;
    const direction = (from: typeof a, to: typeof a): [number, number] => {
      const dx = to.p[0] - from.p[0];
      const dy = to.p[1] - from.p[1];
      const length = Math.hypot(dx, dy) || 1;
      return [dx / length, dy / length];
    };
    const da = direction(before, b);
    const db = direction(a, after);
    const d = direction(a, b);
    // Across the tube, towards the left of its direction.
    const across: [number, number] = [d[1], -d[0]];
    const side: Vector = unit([across[0], -across[1] * camera.up[1], -across[1] * camera.up[2]]);
    const [cx, cy] = [(a.p[0] + b.p[0]) / 2, (a.p[1] + b.p[1]) / 2];
    const r = (a.r + b.r) / 2;
    const id = defs.add(
      `tube ${tube.material.color} ${n(cx)} ${n(cy)} ${n(r)} ${i}`,
      (id) =>
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${n(cx - across[0] * r)}" y1="${n(cy - across[1] * r)}" x2="${n(cx + across[0] * r)}" y2="${n(cy + across[1] * r)}">${stops(
          10,
          tube.material,
          camera.view,
          bounce,
          (x) => {
            const front = Math.sqrt(1 - x * x);
            return [
              side[0] * x + camera.view[0] * front,
              side[1] * x + camera.view[1] * front,
              side[2] * x + camera.view[2] * front,
            ];
          },
        )}</linearGradient>`,
    );
    const lap = 0.8;
    const corner = (s: typeof a, dir: [number, number], sign: number, push: number) =>
      `${n(s.p[0] + dir[1] * s.r * sign + d[0] * push)} ${n(s.p[1] - dir[0] * s.r * sign + d[1] * push)}`;
    const piece = `<path d="M${corner(a, da, -1, -lap)}L${corner(a, da, 1, -lap)}L${corner(b, db, 1, lap)}L${corner(b, db, -1, lap)}Z" fill="url(#${id})"/>`;
    const behind = tube.around ? a.z + b.z < -0.02 : mean < 0.4;
    (behind ? far : near).push(piece);
  }
  const end = samples[STEPS] as (typeof samples)[number];
  if (tube.open) {
    const prior = samples[STEPS - 2] as (typeof samples)[number];
    const angle = (Math.atan2(end.p[1] - prior.p[1], end.p[0] - prior.p[0]) * 180) / Math.PI;
    const ring = (r: number, fill: string) =>
      `<ellipse cx="${n(end.p[0])}" cy="${n(end.p[1])}" rx="${n(r * 0.42)}" ry="${n(r)}" transform="rotate(${n(angle)} ${n(end.p[0])} ${n(end.p[1])})" fill="${fill}"/>`;
    (mean < 0.4 && !tube.around ? far : near).push(
      ring(end.r, tube.material.color),
      ring(end.r * 0.72, '#1b1512'),
    );
  }
  return {
    far: textured(defs, tube.material.texture, camera.scale, far.join('')),
    near: textured(defs, tube.material.texture, camera.scale, near.join('')),
  };
};

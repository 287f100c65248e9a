import { products, variantsOf } from '../brand/source/index.ts';
import { draw, type Layers } from './scene.ts';
import { modelOf, scenes, VIEWS } from './shots.ts';

const collectionOf = new Map(products.map((p) => [p.id, p.collection]));
const known = new Set(products.flatMap((p) => variantsOf(p).map((v) => `${p.id}/${v.key}`)));

/** Whether there is such a picture, by its path below `/pictures/` without width and ending. */
export const isPicture = (name: string): boolean => {
  const scene = /^scenes\/([a-z-]+)$/.exec(name)?.[1];
  if (scene) return Object.hasOwn(scenes, scene);
  const [product = '', variant = '', view = ''] = name.split('/');
  return Object.hasOwn(VIEWS, view) && known.has(`${product}/${variant}`);
};

/** A picture as it is drawn; undefined when there is none. */
export const layersOf = (name: string): Layers | undefined => {
  if (!isPicture(name)) return undefined;
  const [product = '', variant = '', view = ''] = name.split('/');
  const scene = product === 'scenes' ? scenes[variant] : undefined;
  if (scene) return draw(scene.model(), scene.shot);
  return draw(modelOf(product, variant), { ...VIEWS[view]!, collection: collectionOf.get(product)! });
};

/** What the front page and the listing show: worth having before anybody asks. */
export const firstPictures = (): string[] => [
  ...Object.keys(scenes).map((scene) => `scenes/${scene}`),
  ...products.map((p) => `${p.id}/${variantsOf(p)[0]!.key}/${Object.keys(VIEWS)[0]}`),
];

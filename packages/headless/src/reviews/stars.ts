/**
 * A row of stars, from the n-th to before the m-th, as one SVG path in a box of 24 units each: few nodes, however many
 * rows a page has. Elements and servers draw the same.
 */
export const starRow = (from: number, to: number): string => {
  let path = '';
  for (let n = from; n < to; n++)
    path += `M${12 + 24 * n} 2.8l2.85 5.8 6.4.92-4.63 4.5 1.1 6.38L${12 + 24 * n} 17.4l-5.72 3 1.1-6.38-4.63-4.5 6.4-.92z`;
  return path;
};

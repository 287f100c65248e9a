/** The nearest element that matches, across shadow roots (of any mode) but not into slots, as languages are inherited. */
export function closestAcrossRoots(from: Element, selector: string): Element | null {
  for (let element: Element | null = from; element;) {
    const found: Element | null = element.closest(selector);
    if (found) return found;
    element = hostOf(element);
  }
  return null;
}

/** The nearest ancestor in the flat tree: through the slot it is shown in, else its parent, else the host of its root. */
export function composedAncestor(from: Element, localName: string): Element | null {
  for (let element = composedParent(from); element; element = composedParent(element))
    if (element.localName === localName) return element;
  return null;
}

const composedParent = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? hostOf(element);

function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** What a key that an input method has taken is numbered, by UI Events; Safari says of the last one nothing else. */
const TAKEN = 229;

/**
 * Closes what is open when Escape is pressed in it. What stands around it, such as a dialog of the page, stays open. Before
 * a character is composed, Escape belongs to the input method: it drops what is being composed and closes nothing.
 */
export const onEscape =
  (close: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || event.keyCode === TAKEN) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };

const open = new Set<HTMLDialogElement>();

/** Opens a dialog over the page. */
export function showModal(dialog: HTMLDialogElement): void {
  open.add(dialog);
  dialog.addEventListener('close', () => open.delete(dialog), { once: true });
  dialog.showModal();
}

/** Whether the page is behind a dialog: its keys mean nothing then, wherever the focus is. */
export const isModal = (): boolean => [...open].some((dialog) => dialog.open && dialog.isConnected);

/** Says to who makes the page what is missing. Apart, as a page that is in order never needs it. */
export const warn = ({ localName }: Element): void =>
  console.warn(
    `continuo: <${localName}> found no client. Call configure(), add a <continuo-provider>, or use the script tag.`,
  );

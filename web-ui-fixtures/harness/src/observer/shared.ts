/** Whether plays share the document: then none looks for its job in the address. */
export function isShared(): boolean {
  return new URLSearchParams(location.search).has("shared");
}

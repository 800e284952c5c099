/** Whether several plays share the document; then their jobs are not in the address. */
export function isShared(): boolean {
  return new URLSearchParams(location.search).has("shared");
}

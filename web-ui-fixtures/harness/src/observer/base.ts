/** What relative addresses of this realm are relative to: the page's document, or a worker's script. */
export function getBase(): string {
  return typeof document === "undefined" ? self.location.href : document.baseURI;
}

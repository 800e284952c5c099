/** The base of relative addresses in this realm: the page's document, or a worker's script. */
export function getBase(): string {
  return typeof document === "undefined" ? self.location.href : document.baseURI;
}

const { open, send } = XMLHttpRequest.prototype;

/**
 * The address of a script that loads the observer and then `script`. It is in the same folder, or
 * of the same scheme (`blob:`, `data:`), so that relative addresses in it stay right. Null for a
 * script that is not part of the built page.
 */
export function leadThroughObserver(script: string | URL, type: WorkerType): string | null {
  const address = bringHome(new URL(script, document.baseURI));
  const observer = new URL("worker-observer.js", location.href).href;
  if (address.protocol === "blob:") {
    // The page may revoke its address at once, so the worker gets an address of its own.
    const kept = readNow(address.href);
    return kept && toBlobAddress(loadBoth(observer, toBlobAddress(kept), type));
  }
  if (address.protocol === "data:")
    return `data:text/javascript,${encodeURIComponent(loadBoth(observer, address.href, type))}`;
  const folder = new URL(".", location.href);
  if (address.origin !== folder.origin || !address.pathname.startsWith(folder.pathname))
    return null;
  // The backend makes the script by this name: mock_backend/pages.py.
  address.pathname = address.pathname.replace(/[^/]*$/, (name) => `observed-${type}-${name}`);
  return address.href;
}

/**
 * Moves an address on the host of the scripts to the host of the document, which serves the same
 * script: a worker's script must have the origin of its document.
 */
function bringHome(address: URL): URL {
  const scripts = new URL(import.meta.url);
  // A `blob:` has the origin of the page that made it.
  return address.protocol === scripts.protocol && address.origin === scripts.origin
    ? new URL(address.pathname + address.search, location.href)
    : address;
}

function loadBoth(observer: string, script: string, type: WorkerType): string {
  const [first, second] = [JSON.stringify(observer), JSON.stringify(script)];
  return type === "module"
    ? `import ${first}; import ${second};`
    : `importScripts(${first}, ${second});`;
}

function toBlobAddress(script: string): string {
  return URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
}

/** The text behind an address in the browser's memory; null where the address is revoked. */
function readNow(address: string): string | null {
  const request = new XMLHttpRequest();
  open.call(request, "GET", address, false);
  try {
    send.call(request);
  } catch {
    return null;
  }
  return request.responseText;
}

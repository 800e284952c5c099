const { open, send } = XMLHttpRequest.prototype;

/**
 * The address of a script that loads the observer and then `script`, in the same folder or of the same
 * kind, so that relative addresses lead where they led; null where there is none: the script is not the
 * built page's.
 */
export function leadThroughObserver(script: string | URL, type: WorkerType): string | null {
  const address = bringHome(new URL(script, document.baseURI));
  const observer = new URL("worker-observer.js", location.href).href;
  if (address.protocol === "blob:") {
    // The page may revoke its address at once: the worker has one of its own.
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

/** A script of the host that this one came from is the document's own as well: a worker may not cross. */
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

/** The text behind an address in this browser's memory, as it is now; null where there is none. */
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

const { attachShadow } = Element.prototype;
const roots = new WeakMap<Element, ShadowRoot>();
let isUsed = false;

/** Calls `onRoot` for each shadow tree, also a closed one, that an element of the page gets. */
export function watchShadows(onRoot: (root: ShadowRoot) => void): void {
  Element.prototype.attachShadow = function (init: ShadowRootInit): ShadowRoot {
    const root = attachShadow.call(this, init);
    roots.set(this, root);
    isUsed = true;
    onRoot(root);
    return root;
  };
}

/** Gives `host` a shadow tree that is not read, and returns it. */
export function attachUnread(host: Element): ShadowRoot {
  return attachShadow.call(host, { mode: "open" });
}

/** The elements below `root` that match, in the order of the page, those in shadow trees too. */
export function findAll(root: ParentNode, selector: string): HTMLElement[] {
  if (!isUsed) return [...root.querySelectorAll<HTMLElement>(selector)];
  return [...root.querySelectorAll<HTMLElement>("*")].flatMap((each) => {
    const shadow = roots.get(each);
    const inside = shadow ? findAll(shadow, selector) : [];
    return each.matches(selector) ? [each, ...inside] : inside;
  });
}

/** The text that is laid out in the shadow trees below `root`; `innerText` has that of the rest. */
export function readShadows(root: ParentNode): string {
  if (!isUsed) return "";
  const texts = [...root.querySelectorAll("*")].flatMap((each) => {
    const shadow = roots.get(each);
    return shadow ? [readTree(shadow), readShadows(shadow)] : [];
  });
  return texts.filter((each) => each !== "").join("\n");
}

function readTree(shadow: ShadowRoot): string {
  const parts = [...shadow.children].filter((each) => each.checkVisibility());
  return parts.map((each) => (each instanceof HTMLElement ? each.innerText : "")).join("\n");
}

/** The element whose shadow tree has `element`; undefined for an element of the document. */
export function getHost(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

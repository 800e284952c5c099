/** The part of React's tree that leads from an element to the container of its root. */
interface Fiber {
  readonly return: Fiber | null;
  readonly stateNode: { readonly containerInfo?: unknown } | null;
}

let container: Element | null = null;

/** Leaves out of the screen, from now on, the portals of the root in `of`. */
export function leaveOutPortals(of: Element): void {
  container = of;
}

/** Hides the children of the body that the root to leave out has rendered there. */
export function hidePortalsLeftOut(): void {
  if (!container) return;
  for (const each of document.body.children)
    if (each instanceof HTMLElement && getContainer(each) === container)
      each.style.setProperty("display", "none", "important");
}

/** The container of the root that rendered `element`, or what is in it; undefined without React. */
function getContainer(element: HTMLElement): unknown {
  const rendered = [element, ...element.querySelectorAll("*")].map(getFiber);
  let fiber = rendered.find((each) => each !== undefined);
  while (fiber?.return) fiber = fiber.return;
  return fiber?.stateNode?.containerInfo;
}

function getFiber(element: Element): Fiber | undefined {
  const key = Object.keys(element).find(
    (each) => each.startsWith("__reactFiber$") || each.startsWith("__reactInternalInstance$"),
  );
  return key === undefined ? undefined : Reflect.get(element, key);
}

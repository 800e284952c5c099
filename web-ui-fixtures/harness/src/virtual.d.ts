declare module "virtual:jobstatus-e2e/component" {
  /** The checkout's module of JobStatus, with all its exports. */
  export const module: Record<string, unknown>;
}

declare module "virtual:jobstatus-e2e/rendering" {
  export const rendering: import("./rendering/rendering").Rendering;
}

declare module "virtual:jobstatus-e2e/component" {
  /** The checkout's module of JobStatus, whatever it exports. */
  export const module: Record<string, unknown>;
}

declare module "virtual:jobstatus-e2e/rendering" {
  export const rendering: import("./rendering/rendering").Rendering;
}

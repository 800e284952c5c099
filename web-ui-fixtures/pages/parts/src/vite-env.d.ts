/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly VITE_API_URL?: string;
  readonly VITE_WS_BACKEND_URL?: string;
  readonly VITE_API_KEY?: string;
}

/** Sends each request that a page posts, and posts the response; a SharedWorker serves each page. */
interface Side {
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
  postMessage(said: unknown): void;
}

type Asked = { id: number; path: string; init: RequestInit } | { id: number; path: null };

function serve(side: Side): void {
  const underWay = new Map<number, AbortController>();
  side.onmessage = async ({ data }) => {
    if (data.path === null) return underWay.get(data.id)?.abort();
    const controller = new AbortController();
    underWay.set(data.id, controller);
    try {
      const response = await fetch(data.path, { ...data.init, signal: controller.signal });
      const body: unknown = response.ok ? await response.json() : null;
      side.postMessage({ id: data.id, status: response.status, isOk: response.ok, body });
    } catch (error) {
      side.postMessage({ id: data.id, error: String(error) });
    }
    underWay.delete(data.id);
  };
}

if ("onconnect" in self) {
  self.onconnect = ({ ports }: MessageEvent) => serve(ports[0] as unknown as Side);
} else serve(self as unknown as Side);

export {};

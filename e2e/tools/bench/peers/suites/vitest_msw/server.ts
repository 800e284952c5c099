import { HttpResponse, http, ws } from "msw";
import { setupServer } from "msw/node";
import { answerFor, progressFrame } from "../job";

let jobs = 0;

type Client = Parameters<
  Parameters<ReturnType<typeof ws.link>["addEventListener"]>[1]
>[0]["client"];

/** A job whose polls and WebSocket are mocked with MSW. */
export class MockedJob {
  /** An id of its own for each test: stores of the page outlive its components. */
  readonly id = `job-${++jobs}`;
  polls = 0;
  isRefusing = false;
  keepsAnswers = false;
  #status = "running";
  #progress = 40;
  #minute = 0;
  #clients: Client[] = [];
  #held: (() => void)[] = [];
  #holdsAnswers = false;
  #kept = new Map<string, object>();

  readonly #socket = ws.link("ws://localhost:3000/v1/ws/jobs/:id");

  readonly server = setupServer(
    http.get("*/v1/jobs/:id", ({ request }) => this.#answer(request)),
    this.#socket.addEventListener("connection", ({ client }) => {
      if (this.isRefusing) client.close(1013);
      else this.#clients.push(client);
    }),
  );

  /** Changes the job; the open sockets are told with `frame` where it is given. */
  change(status: string, progress: number, frame?: string): void {
    this.#status = status;
    this.#progress = progress;
    this.#minute += 1;
    if (frame) this.send(frame);
  }

  /** Moves the job to `percent`, and tells the open sockets. */
  moveTo(percent: number): void {
    this.change("running", percent, progressFrame(this.id, percent));
  }

  /** Sends a frame to the open sockets. */
  send(frame: string): void {
    for (const client of this.#clients) client.send(frame);
  }

  /** Closes the open sockets, as a server that restarts does. */
  drop(): void {
    for (const client of this.#clients.splice(0)) client.close(1012);
  }

  holdAnswers(): void {
    this.#holdsAnswers = true;
  }

  /** Sends the held answers, each as old as its request. */
  sendHeldAnswers(): void {
    this.#holdsAnswers = false;
    for (const send of this.#held.splice(0)) send();
  }

  /**
   * Answers a poll. jsdom has no HTTP cache: with `keepsAnswers` this does what one would, and answers an
   * address that was asked before with what it said then, unless the request goes past the cache.
   */
  async #answer(request: Request): Promise<Response> {
    const kept = this.#kept.get(request.url);
    if (this.keepsAnswers && kept && request.cache === "default") return HttpResponse.json(kept);
    this.polls += 1;
    const answer = answerFor(this.id, this.#status, this.#progress, this.#minute);
    if (this.#holdsAnswers) await new Promise<void>((resolve) => this.#held.push(resolve));
    this.#kept.set(request.url, answer);
    return HttpResponse.json(answer);
  }
}

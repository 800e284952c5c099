import type { Page, Route, WebSocketRoute } from "@playwright/test";
import { answerFor, progressFrame } from "../job";

const ID = "job-1";

/** A job whose polls and WebSocket are mocked with `page.route` and `page.routeWebSocket`. */
export class MockedJob {
  readonly id = ID;
  polls = 0;
  status = "running";
  progress = 40;
  #minute = 0;
  #sockets: WebSocketRoute[] = [];
  #held: (() => Promise<void>)[] = [];
  #holdsAnswers = false;
  #handshakes: Promise<void> = Promise.resolve();
  #letHandshakes: () => void = () => {};

  /** The present answer to a poll. */
  get answer() {
    return answerFor(ID, this.status, this.progress, this.#minute);
  }

  /** Mocks the polls. Playwright's manual: routing switches the browser's HTTP cache off. */
  async mockPolls(page: Page): Promise<void> {
    await page.route(/\/v1\/jobs\/job-1(\?|$)/, (route) => this.#answer(route));
  }

  /** Mocks the WebSocket: an async handler that has not returned leaves the page connecting. */
  async mockSocket(page: Page): Promise<void> {
    await page.routeWebSocket(/\/v1\/ws\/jobs\//, async (socket) => {
      await this.#handshakes;
      this.#sockets.push(socket);
    });
  }

  /** Changes the job; the open sockets are told with `frame` where it is given. */
  change(status: string, progress: number, frame?: string): void {
    this.status = status;
    this.progress = progress;
    this.#minute += 1;
    if (frame) this.send(frame);
  }

  /** Moves the job to `percent`, and tells the open sockets. */
  moveTo(percent: number): void {
    this.change("running", percent, progressFrame(ID, percent));
  }

  /** Sends a frame to the open sockets. */
  send(frame: string): void {
    for (const socket of this.#sockets) socket.send(frame);
  }

  /** Closes the open sockets, as a server that restarts does. */
  async drop(): Promise<void> {
    const open = this.#sockets.splice(0);
    for (const socket of open) await socket.close({ code: 1012 });
  }

  holdHandshakes(): void {
    this.#handshakes = new Promise((resolve) => {
      this.#letHandshakes = resolve;
    });
  }

  openHandshakes(): void {
    this.#letHandshakes();
  }

  holdAnswers(): void {
    this.#holdsAnswers = true;
  }

  /** Sends the held answers, each as old as its request. */
  async sendHeldAnswers(): Promise<void> {
    this.#holdsAnswers = false;
    for (const send of this.#held.splice(0)) await send();
  }

  async #answer(route: Route): Promise<void> {
    this.polls += 1;
    const json = this.answer;
    if (this.#holdsAnswers) this.#held.push(() => route.fulfill({ json }));
    else await route.fulfill({ json });
  }
}

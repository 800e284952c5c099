import { Component } from "react";
import { START, type State, watchJob } from "@/lib/watcher";

type Props = { jobId: string; compact?: boolean };

export class JobStatus extends Component<Props, State> {
  state = START;
  stop: () => void = () => undefined;

  componentDidMount() {
    this.watch();
  }

  componentDidUpdate(before: Props) {
    if (before.jobId === this.props.jobId) return;
    this.stop();
    this.setState(START);
    this.watch();
  }

  componentWillUnmount() {
    this.stop();
  }

  watch() {
    this.stop = watchJob(this.props.jobId, (state) => this.setState(state));
  }

  render() {
    const { status, progress, frame, error, live } = this.state;
    const percent = `${Math.round(progress ?? 0)}%`;
    return (
      <table>
        <tbody>
          <tr>
            <td>Status: <b>{status}</b></td>
            <td>
              {live ? <i title="WebSocket connected">● Live</i> : <i title="Using HTTP polling">○ Polling</i>}
            </td>
          </tr>
          {error && <tr><td>{error}</td></tr>}
          {status === "running" && (
            <tr>
              <td role="progressbar" aria-valuenow={Math.round(progress ?? 0)}>{percent}</td>
              <td>{frame && `Frame: ${frame}`}</td>
            </tr>
          )}
        </tbody>
      </table>
    );
  }
}

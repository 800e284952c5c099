import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { JobStatus } from "@/components/JobStatus";

const container = document.getElementById("root");
const jobId = new URLSearchParams(location.search).get("job");

if (container) {
  createRoot(container).render(
    <StrictMode>
      {jobId ? <JobStatus jobId={jobId} /> : <p>Open this page with ?job=&lt;job id&gt;.</p>}
    </StrictMode>,
  );
}

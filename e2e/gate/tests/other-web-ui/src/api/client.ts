// Built on XMLHttpRequest, as axios is.
export const apiClient = {
  getJob(jobId: string): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("GET", `/v1/jobs/${jobId}?_t=${Date.now()}-${Math.random()}`);
      request.setRequestHeader("Cache-Control", "no-cache");
      request.timeout = 8000;
      request.onload = () => {
        try {
          if (request.status !== 200) throw new Error(`HTTP ${request.status}`);
          const body = JSON.parse(request.responseText);
          resolve(body.job ?? body);
        } catch (error) {
          reject(error);
        }
      };
      request.onerror = () => reject(new Error("the network failed"));
      request.ontimeout = () => reject(new Error("no answer"));
      request.onabort = () => reject(new Error("aborted"));
      request.send();
    });
  },
};

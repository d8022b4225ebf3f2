// Uploading: the files go to the API as any client's would, and the run is followed until every file has its outcome.
(() => {
  "use strict";
  const POLL_MS = 400;
  const OUTCOMES = { added: "đã thêm", updated: "đã cập nhật", unchanged: "không đổi", failed: "không nạp được" };

  function send(files, progress) {
    return new Promise((resolve, reject) => {
      const form = new FormData();
      for (const file of files) form.append("files", file, file.name);
      const request = new XMLHttpRequest();
      request.open("POST", new URL("v1/documents", document.baseURI));
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => progress(event.loaded / Math.max(event.total, 1)));
      request.addEventListener("load", () => {
        const answer = request.response || {};
        if (request.status === 202) resolve(answer.job_id);
        else reject(new Error(answer.detail || `Dịch vụ trả lời mã ${request.status}.`));
      });
      request.addEventListener("error", () => reject(new Error("Không gửi được tệp: mất kết nối với dịch vụ.")));
      request.send(form);
    });
  }

  async function follow(jobId, progress) {
    for (;;) {
      const response = await fetch(new URL(`v1/jobs/${encodeURIComponent(jobId)}`, document.baseURI));
      const job = await response.json();
      if (!response.ok) throw new Error(job.detail || `Dịch vụ trả lời mã ${response.status}.`);
      progress(job);
      if (job.state === "done" || job.state === "failed") return job;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  function showOutcomes(list, documents) {
    list.replaceChildren();
    for (const document_ of documents) {
      const item = document.createElement("li");
      item.className = document_.status;
      const detail = document_.detail ? ` – ${document_.detail}` : "";
      item.textContent = `${document_.source}: ${OUTCOMES[document_.status]}${detail}`;
      list.append(item);
    }
  }

  async function upload(box, files) {
    const input = box.querySelector("input");
    const state = box.querySelector(".state");
    const bar = box.querySelector("progress");
    const results = box.querySelector(".results");
    const say = (text, part) => {
      state.textContent = text;
      bar.value = part;
    };
    input.disabled = true;
    bar.hidden = false;
    results.replaceChildren();
    say(`Đang gửi ${files.length} tệp…`, 0);
    try {
      const jobId = await send(files, (part) => say(`Đang gửi ${files.length} tệp…`, part));
      const job = await follow(jobId, (now) => {
        say(`Đang nạp: ${now.done}/${now.total} tệp`, now.done / Math.max(now.total, 1));
        showOutcomes(results, now.documents);
      });
      const failed = job.documents.filter((one) => one.status === "failed").length;
      say(job.detail || `Xong: ${job.documents.length - failed} tệp đã nạp, ${failed} tệp lỗi.`, 1);
      document.querySelector("#refresh-documents")?.click();
    } catch (error) {
      say(error.message, 0);
    } finally {
      bar.hidden = true;
      input.disabled = false;
      input.value = "";
    }
  }

  function boxOf(event) {
    return event.target instanceof Element ? event.target.closest(".upload") : null;
  }

  document.addEventListener("change", (event) => {
    if (event.target.id === "upload-files" && event.target.files.length) upload(boxOf(event), [...event.target.files]);
  });
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => {
      const box = boxOf(event);
      if (!box) return;
      event.preventDefault();
      const files = kind === "drop" ? [...event.dataTransfer.files] : [];
      if (files.length && !box.querySelector("input").disabled) upload(box, files);
    });
  }
})();

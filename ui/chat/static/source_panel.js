// The source panel: a document's text exactly as it is kept, with the cited characters marked.
// Everything that comes from a document is set as text, never as markup.
(() => {
  "use strict";
  document.documentElement.lang = "vi";

  const STATES = {
    in_force: "còn hiệu lực",
    not_yet_in_force: "chưa có hiệu lực",
    expired: "đã hết hiệu lực",
    replaced: "đã bị thay thế",
    repealed: "đã bị bãi bỏ",
  };
  const asDay = (iso) => (iso || "").split("-").reverse().join("/");

  function validityOf(document_) {
    const validity = document_.validity || {};
    const by = validity.ended_by ? ` bởi ${validity.ended_by.document_number || "văn bản khác"}` : "";
    const until = validity.state === "expired" ? ` từ sau ${asDay(validity.expires_on)}` : "";
    return STATES[validity.state] ? STATES[validity.state] + by + until : "";
  }

  const FIELDS = [
    ["Số, ký hiệu", (d) => d.number],
    ["Loại", (d) => d.type],
    ["Cơ quan ban hành", (d) => d.issuer],
    ["Người ký", (d) => d.signer],
    ["Ngày ban hành", (d) => asDay(d.issued_on)],
    ["Ngày diễn ra", (d) => asDay(d.event_on)],
    ["Hiệu lực", validityOf],
    ["Nhiệm vụ được giao", (d) => (d.tasks ? String(d.tasks) : "")],
    ["Lưu ý", (d) => (d.recognised ? "Chữ được nhận dạng từ ảnh quét, có thể sai; hãy đối chiếu bản gốc." : "")],
    ["Tệp nguồn", (d) => d.source.split("/").pop()],
  ];
  let panel = null;
  let openedBy = null;
  let latest = 0;

  function element(tag, className, text = "") {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function build() {
    const made = element("aside", "source-panel");
    made.setAttribute("role", "dialog");
    made.setAttribute("aria-label", "Văn bản nguồn");
    const close = element("button", "close", "Đóng");
    close.type = "button";
    close.addEventListener("click", hide);
    const head = element("header", "panel-head");
    head.append(element("h2", "panel-title"), close);
    const body = element("div", "panel-body");
    body.append(element("p", "panel-remark"), element("div", "panel-text"));
    made.append(head, element("dl", "panel-facts"), body);
    document.body.append(made);
    return made;
  }

  function part(name) {
    return panel.querySelector(`.panel-${name}`);
  }

  function hide() {
    if (!panel || panel.hidden) return;
    latest += 1;
    panel.hidden = true;
    document.body.classList.remove("source-open");
    if (openedBy && openedBy.isConnected) openedBy.focus();
  }

  function remark(text) {
    part("remark").textContent = text;
    part("remark").hidden = !text;
  }

  async function fetched(address) {
    const response = await fetch(new URL(address, document.baseURI));
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail || `Dịch vụ trả lời mã ${response.status}.`);
  }

  function showFacts(details) {
    part("title").textContent = details.title;
    part("facts").replaceChildren();
    for (const [label, of] of FIELDS) {
      const value = of(details);
      if (value) part("facts").append(element("dt", "", label), element("dd", "", value));
    }
  }

  // Offsets count code points, JavaScript strings count UTF-16 units.
  function placeOf(text, cited) {
    const characters = Array.from(text);
    const before = characters.slice(0, cited.start).join("");
    const quote = characters.slice(cited.start, cited.end).join("");
    if (quote === cited.quote) return { at: before.length, quote };
    remark("Văn bản đã được cập nhật sau câu trả lời này.");
    const at = text.indexOf(cited.quote);
    return at < 0 ? null : { at, quote: cited.quote };
  }

  function showText(text, cited) {
    const place = cited ? placeOf(text, cited) : null;
    if (!place) {
      part("text").replaceChildren(text);
      part("body").scrollTop = 0;
      return;
    }
    const mark = element("mark", "", place.quote);
    part("text").replaceChildren(text.slice(0, place.at), mark, text.slice(place.at + place.quote.length));
    mark.scrollIntoView({ block: "center" });
  }

  async function open(documentId, cited, opener) {
    panel = panel || build();
    openedBy = opener;
    const turn = ++latest;
    panel.hidden = false;
    document.body.classList.add("source-open");
    part("title").textContent = "";
    part("facts").replaceChildren();
    part("text").replaceChildren();
    remark("Đang mở văn bản…");
    panel.querySelector(".close").focus();
    const address = `v1/documents/${encodeURIComponent(documentId)}`;
    try {
      const [details, text] = await Promise.all([
        fetched(address).then((r) => r.json()),
        fetched(`${address}/text`).then((r) => r.text()),
      ]);
      if (turn !== latest) return;
      remark("");
      showFacts(details);
      showText(text, cited);
    } catch (error) {
      if (turn === latest) remark(error.message);
    }
  }

  function citedBy(source) {
    if (!source.dataset.start) return null;
    const quote = source.querySelector(".quote").textContent;
    return { start: Number(source.dataset.start), end: Number(source.dataset.end), quote };
  }

  document.addEventListener("click", (event) => {
    const clicked = event.target.closest("[data-source], [data-document]");
    if (!clicked) return;
    const source = clicked.dataset.document
      ? clicked
      : clicked.closest(".turn").querySelector(`.source[data-source="${clicked.dataset.source}"]`);
    open(source.dataset.document, citedBy(source), clicked);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
})();

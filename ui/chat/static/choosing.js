// Run by Gradio once for a part of the page: a click on a suggested question or an earlier conversation is told to
// the server, and the newest turn is brought into view.
element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-question], [data-conversation]");
  if (!chosen) return;
  trigger("select", { question: chosen.dataset.question || "", conversation: chosen.dataset.conversation || "" });
});
watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  if (turns.length) turns[turns.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
});

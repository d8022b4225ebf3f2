// Run by Gradio once for a part of the page: a click on a suggested question or an earlier conversation is told to
// the server, and the newest turn is brought into view.
element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-question], [data-conversation]");
  if (!chosen) return;
  trigger("select", { question: chosen.dataset.question || "", conversation: chosen.dataset.conversation || "" });
});
watch("value", () => {
  const newest = element.querySelector(".turn:last-of-type");
  if (!newest) return;
  const { top, bottom } = newest.getBoundingClientRect();
  const boxHeight = document.querySelector("#asking").offsetHeight;
  if (top < 0 || bottom > window.innerHeight - boxHeight) newest.scrollIntoView({ behavior: "smooth" });
});

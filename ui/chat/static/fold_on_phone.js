// Run by Gradio when the room of tasks is opened: on a phone its filters are folded once, so that the tasks are seen.
() => {
  if (window.innerWidth > 700 || window.chidaoTaskFiltersFolded) return;
  window.chidaoTaskFiltersFolded = true;
  // A click before Gradio has wired the part is lost: it is looked at again for two seconds.
  const fold = (left, closed) => {
    const head = document.querySelector("#task-fold button.label-wrap");
    const isOpen = Boolean(head) && head.classList.contains("open");
    if (isOpen) head.click();
    const still = head && !isOpen ? closed + 1 : 0;
    if (left && still < 4) setTimeout(() => fold(left - 1, still), 120);
  };
  fold(16, 0);
}

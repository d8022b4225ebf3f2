// Run by Gradio when the room of tasks is opened: on a phone its filters are folded once, so that the tasks are seen.
() => {
  if (window.innerWidth > 700 || window.chidaoTaskFiltersFolded) return;
  const fold = (left) => {
    const open = document.querySelector("#task-fold button.open");
    if (open) {
      window.chidaoTaskFiltersFolded = true;
      open.click();
    } else if (left) {
      requestAnimationFrame(() => fold(left - 1));
    }
  };
  fold(120);
}

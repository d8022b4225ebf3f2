// Searches, filters and sorts the list of questions that stands in the page already.
"use strict";
const list = document.getElementById("list");
const questions = [...list.children].map((element) => ({
  element,
  at: Number(element.dataset.at),
  right: Number(element.dataset.right),
  wall: Number(element.dataset.wall),
  id: element.dataset.id,
  verdict: element.dataset.verdict,
  tags: element.dataset.tags.split(" "),
  sought: element.dataset.sought,
}));
const orders = {
  at: (a, b) => a.at - b.at,
  right: (a, b) => a.right - b.right || a.at - b.at,
  wall: (a, b) => b.wall - a.wall || a.at - b.at,
  id: (a, b) => a.id.localeCompare(b.id, "vi", { numeric: true }),
};
const field = (id) => document.getElementById(id);
const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");

function show() {
  const words = folded(field("sought").value).split(/\s+/).filter(Boolean);
  const verdict = field("verdict").value;
  const tag = field("tag").value;
  let shown = 0;
  for (const question of questions) {
    const fits = words.every((word) => question.sought.includes(word))
      && (!verdict || question.verdict === verdict) && (!tag || question.tags.includes(tag));
    question.element.hidden = !fits;
    shown += fits;
  }
  field("shown").textContent = `${shown} / ${questions.length} câu hỏi`;
}

function sort() {
  list.append(...[...questions].sort(orders[field("order").value]).map((question) => question.element));
}

for (const id of ["verdict", "tag"]) field(id).addEventListener("change", show);
field("sought").addEventListener("input", show);
field("order").addEventListener("change", sort);
show();

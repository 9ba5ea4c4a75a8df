let chosen = null;

// Words that a curator selects in a paper go along to the form for a missed fact.
document.querySelector("[data-add]").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || !chosen) return;
  const address = new URL(link.href);
  address.searchParams.set("quote", chosen.quote);
  address.searchParams.set("passage", chosen.passage);
  link.href = address;
});

document.addEventListener("selectionchange", () => {
  const selection = window.getSelection();
  if (selection.isCollapsed) return;
  const node = selection.getRangeAt(0).commonAncestorContainer;
  const passage = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-passage]");
  if (passage) chosen = { quote: withoutTips(selection), passage: passage.dataset.passage };
});

// The texts that appear over a fact are no part of the paper.
function withoutTips(selection) {
  const copy = selection.getRangeAt(0).cloneContents();
  copy.querySelectorAll(".tip, .vh").forEach((tip) => tip.remove());
  return copy.textContent.trim();
}

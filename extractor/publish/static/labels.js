// Names for what has none in datasette's own pages, for those who cannot see where it stands.
const names = {
  "select[name=_filter_column], select[name^=_filter_column_]": "Column",
  "select[name=_filter_op], select[name^=_filter_op_]": "Comparison",
  "input[name=_filter_value], input[name^=_filter_value_]": "Value",
  ".CodeMirror textarea, textarea.sql-editor, .cm-content": "SQL",
};
addEventListener("load", () => {
  for (const [selector, name] of Object.entries(names)) {
    document.querySelectorAll(selector).forEach((control) => control.setAttribute("aria-label", name));
  }
});

// The chosen file fills the box, where its content can be looked at before it is sent.
document.getElementById("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  document.getElementById("table").value = await file.text();
  const name = document.getElementById("name");
  name.value ||= file.name.replace(/\.csv$/i, "");
});

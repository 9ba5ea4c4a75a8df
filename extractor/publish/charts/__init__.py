"""Charts, drawn here as SVG: no script, and nothing that leaves the machine."""

"""How well forms are filled, on randomized trials that Yun et al. (2024) annotated by hand."""

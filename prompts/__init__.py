"""Every word that is said to a language model: one Markdown file a purpose, read by `load`, data fenced by `fence`."""

"""The file note (Vermerk): one description of it, written as Markdown, Word or PDF."""

"""Where a language model takes part: it phrases, and nothing of it is shown that does not stand in the documents."""

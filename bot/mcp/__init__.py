"""The assistant as tools for language models (Model Context Protocol); needs the extra `mcp`."""

"""Pictures of the pages, for the documents and for eyes that look for what is cut or cramped."""

"""States turned into figures and documents. Nothing heavy is imported before one is asked for."""

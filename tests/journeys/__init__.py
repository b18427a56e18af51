"""Few walks through the whole window, as a seller takes them."""

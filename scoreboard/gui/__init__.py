"""The window: pages over the board, and the widgets they are made of."""

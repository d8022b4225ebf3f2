"""Questions that the register of tasks answers."""

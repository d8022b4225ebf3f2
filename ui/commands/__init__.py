"""What the terminal's commands do, a file for each room of them."""

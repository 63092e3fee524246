"""What files of members may be, and how they become safe to show: no rows, no requests."""

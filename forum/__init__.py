"""Categories, threads, posts: what members say to each other, and who may see it."""

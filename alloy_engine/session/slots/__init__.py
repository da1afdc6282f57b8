"""A session's places, block by block, before anything is chosen for them."""

"""The kinds of piece: each module here is one of them, named like it, and calls it KIND."""

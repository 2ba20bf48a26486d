"""The demo clinic: its people and their stories as data, and what plays them."""

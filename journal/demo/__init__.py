"""The demo clinic: its people, and their stories as data that is played through the services."""

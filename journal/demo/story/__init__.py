"""What the people of the demo kept, and how it is told to the services."""

"""The keys that seal drafts in browsers, while they wait to be sent."""

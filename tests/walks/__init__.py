"""The users' errands walked in a browser and counted, and the pictures of the main pages: see docs/walks.md."""

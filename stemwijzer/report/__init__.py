"""What a command found, and how it is said: results, their JSON contract, their words."""

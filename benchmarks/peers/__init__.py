"""Those who translate the same sentences with the same package: this layer, the programs it is
compared with, and CTranslate2 alone. Each has a process of its own."""

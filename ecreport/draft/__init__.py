"""From a text to a draft of its figures, and from figures to relations they may obey."""

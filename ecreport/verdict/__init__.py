"""From two intervals to a word with its proof."""

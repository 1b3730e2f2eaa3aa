"""What a line of arithmetic allows: parsed, bounded, and solved exactly."""

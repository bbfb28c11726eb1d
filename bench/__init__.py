"""Speed and accuracy, measured beside the peers: `bin/bench`, or `bin/bench matching`."""

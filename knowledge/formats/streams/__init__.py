"""Pages as streams: found, unpacked, decoded, cut into lines and records."""

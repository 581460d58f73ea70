"""The pure core: values in, values out; no files, clock, terminal or YAML."""

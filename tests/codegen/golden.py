def run(tap): pass
